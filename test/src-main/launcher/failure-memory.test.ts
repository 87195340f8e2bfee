import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { failureMemory } from '../../../src-main/launcher/failure-memory.mjs'

const folder = mkdtempSync(join(tmpdir(), 'failure-'))
const file = join(folder, 'cache', 'failed.json')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const hour = 60 * 60 * 1000
let clock = 1_000_000
const memory = (version = '45.4.1') => failureMemory({ version, file, now: () => clock })

test('a failure is remembered for a day, for its version, and can be forgotten', () => {
  expect(memory().recall()).toBe(null)
  memory().remember('fetch failed')
  expect(memory().recall()).toBe('fetch failed')
  expect(memory('46.0.0').recall()).toBe(null)
  clock += 24 * hour - 1
  expect(memory().recall()).toBe('fetch failed')
  clock += 1
  expect(memory().recall()).toBe(null)
  clock -= 48 * hour
  expect(memory().recall(), 'a clock that was set back').toBe(null)
  memory().remember('again')
  memory().forget()
  expect(memory().recall()).toBe(null)
  writeFileSync(file, 'not json')
  expect(memory().recall()).toBe(null)
})
