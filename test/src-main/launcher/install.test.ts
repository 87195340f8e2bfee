import { describe, expect, test } from 'vitest'
import { installReason } from '../../../src-main/launcher/install.mjs'

const lock = (packages: Record<string, object>) => JSON.stringify({ packages: { '': { name: 'app' }, ...packages } })
const vue = { version: '3.5.0', integrity: 'sha512-a' }
const wanted = lock({ 'node_modules/vue': vue, 'node_modules/other-system': { version: '1.0.0', optional: true } })
const exists = () => true

describe('installReason', () => {
  test('a clone, or an installation that was interrupted', () => {
    expect(installReason({ wanted, installed: null, exists })).toBe('node_modules is missing or incomplete')
    expect(installReason({ wanted, installed: '{ "pack', exists })).toBe('node_modules/vue is missing')
  })

  test('everything is there; a package for other systems need not be, and one more does no harm', () => {
    const installed = lock({ 'node_modules/vue': vue, 'node_modules/tried-out': { version: '1.0.0' } })
    expect(installReason({ wanted, installed, exists })).toBe(null)
  })

  test('a new package, a new version, another content, a deleted folder', () => {
    const installed = (entry: object) => ({ wanted, installed: lock({ 'node_modules/vue': entry }), exists })
    expect(installReason({ wanted, installed: lock({}), exists })).toBe('node_modules/vue is missing')
    expect(installReason(installed({ ...vue, version: '3.4.0' }))).toBe('node_modules/vue is out of date')
    expect(installReason(installed({ ...vue, integrity: 'sha512-b' }))).toBe('node_modules/vue is out of date')
    expect(installReason({ ...installed(vue), exists: () => false })).toBe('node_modules/vue is missing')
  })
})
