import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { runSuites } from '../../../src-main/launcher/run-suites.mjs'

let folder = ''
let printed = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'run-suites-'))
  printed = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += text.toString()
    return true
  })
})
afterEach(() => rmSync(folder, { recursive: true }))

const host = null
const quick = true

function check(name: string, program: string) {
  const script = join(folder, `${name}.cjs`)
  writeFileSync(script, program)
  return { name, kind: 'check' as const, script, args: [], quick, needs: [], host }
}

/** A program that says that it runs and ends only once another one does. */
const meeting = (own: string, other: string): string => `
  const { existsSync, writeFileSync } = require('node:fs')
  console.log('${own} begins')
  writeFileSync(${JSON.stringify(join(folder, own))}, '')
  const wait = setInterval(() => {
    if (!existsSync(${JSON.stringify(join(folder, other))})) return
    clearInterval(wait)
    console.log('${own} ends')
  }, 5)`

const run = (suites: Parameters<typeof runSuites>[0]) =>
  runSuites(suites, { env: process.env, obstacles: new Map([['build', 'It could not be built.']]) })

describe('runSuites', () => {
  test('checks run side by side, and what each prints stays together', async () => {
    const results = await run([check('one', meeting('one', 'two')), check('two', meeting('two', 'one'))])
    expect(results.map(({ name, passed, failed }) => ({ name, passed, failed }))).toEqual([
      { name: 'one', passed: 1, failed: 0 },
      { name: 'two', passed: 1, failed: 0 },
    ])
    expect(printed).toContain('== one\none begins\none ends\n')
    expect(printed).toContain('== two\ntwo begins\ntwo ends\n')
  })

  test('a check that ends badly has failed, and the others are still run', async () => {
    const mark = join(folder, 'mark')
    const results = await run([
      check('bad', "console.error('line 3 is wrong'); process.exit(2)"),
      check('good', ''),
      check('last', `require('node:fs').writeFileSync(${JSON.stringify(mark)}, '')`),
    ])
    expect(results.map(({ failed }) => failed)).toEqual([1, 0, 0])
    expect(printed).toContain('line 3 is wrong')
    expect(existsSync(mark)).toBe(true)
  })

  test('results keep the order of the suites, and what could not run counts as failed', async () => {
    const tests = { name: 'e2e', kind: 'playwright' as const, script: '', args: [], quick, host }
    const results = await run([{ ...tests, needs: ['build'] }, check('good', '')])
    expect(results.map(({ name, failed, note }) => ({ name, failed, note }))).toEqual([
      { name: 'e2e', failed: 1, note: 'It could not be built.' },
      { name: 'good', failed: 0, note: null },
    ])
  })
})
