import { expect, test } from 'vitest'
import { nodeTooOld } from '../../../src-main/launcher/entry.mjs'

test.each(['20.19.0', '20.20.2', '22.0.0', '26.1.0'])('Node %s is new enough', (version) => {
  expect(nodeTooOld(version)).toBe(null)
})

test.each(['12.22.12', '18.20.8', '20.18.3'])('Node %s is too old', (version) => {
  expect(nodeTooOld(version)).toBe(
    `Backprop Studio needs Node 20.19 or newer, and this is Node ${version}: please install a newer one.`,
  )
})
