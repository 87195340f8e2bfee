// The guard of the end-to-end tests itself: were it blind, every program would pass it.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'no-network-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const guard = pathToFileURL(join(import.meta.dirname, '../e2e/hosts/no-network.mjs')).href

let records = 0

/** Runs `code` under the guard; gives what it recorded, null where it recorded nothing. */
function recorded(code: string): string | null {
  const record = join(folder, String((records += 1)))
  spawnSync(process.execPath, ['--input-type=module', '--eval', code], {
    env: { ...process.env, NODE_OPTIONS: `--import=${guard}`, NETWORK_RECORD: record },
  })
  return existsSync(record) ? (readFileSync(record, 'utf8').split('\n')[0] ?? '') : null
}

test.each([
  ['fetch', "await fetch('https://other.invalid/').catch(() => undefined)", 'other.invalid'],
  ['http', "(await import('node:http')).get('http://other.invalid/').on('error', () => undefined)", 'other.invalid'],
  ['a socket', "(await import('node:net')).connect(443, '192.0.2.1').on('error', () => undefined)", '192.0.2.1'],
  ['a lookup', "import { lookup } from 'node:dns'; lookup('other.invalid', () => undefined)", 'other.invalid'],
  ['a promised lookup', "import { lookup } from 'node:dns/promises'; await lookup('other.invalid')", 'other.invalid'],
  [
    'a resolved name',
    "import { resolve4 } from 'node:dns'; resolve4('other.invalid', () => undefined)",
    'other.invalid',
  ],
  ['a datagram', "import { createSocket } from 'node:dgram'; createSocket('udp4')", 'a datagram'],
  [
    'a child',
    "(await import('node:child_process')).spawnSync(process.execPath, ['-e', \"fetch('http://other.invalid')\"])",
    'other.invalid',
  ],
])('%s beyond this machine is recorded', (_what, code, place) => {
  expect(recorded(code)).toBe(place)
})

test('what stays on this machine is not', () => {
  expect(recorded("await fetch('http://127.0.0.1:9/').catch(() => undefined)")).toBeNull()
})
