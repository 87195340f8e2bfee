import { describe, expect, test } from 'vitest'
import { failureLines, playwrightFailures, vitestFailures } from '../../../src-main/launcher/suite-failures.mjs'

const none = { name: 'unit', host: null, passed: 1, failed: 0, skipped: 0, seconds: 1, note: null, failures: [] }

describe('what failed', () => {
  test('vitest: by file and test, or the file that could not be loaded', () => {
    const test = { fullName: 'adds up', failureMessages: ['\u001B[31mError\u001B[39m: 3 is not 4\n  at line 1'] }
    const testResults = [
      { name: 'a.test.ts', status: 'passed', assertionResults: [{ ...test, status: 'passed' }] },
      { name: 'b.test.ts', status: 'failed', assertionResults: [{ ...test, status: 'failed' }] },
      { name: 'c.test.ts', status: 'failed', message: 'no such module', assertionResults: [] },
    ]
    expect(vitestFailures({ testResults })).toEqual([
      'b.test.ts > adds up: Error: 3 is not 4',
      'c.test.ts: no such module',
    ])
  })

  test('Playwright: by file and test, in groups too, and errors outside of tests', () => {
    const spec = (title: string, ok: boolean) => {
      return { title, file: 'a.spec.ts', ok, tests: [{ results: [{}, { error: { message: 'too late\nat' } }] }] }
    }
    const suites = [{ specs: [spec('opens', true)], suites: [{ specs: [spec('saves', false)] }] }]
    expect(playwrightFailures({ suites, errors: [{ message: 'no browser' }] })).toEqual([
      'a.spec.ts > saves: too late',
      'no browser',
    ])
  })

  test('is told at the end, at most twenty of it', () => {
    const failures = Array.from({ length: 22 }, (_, index) => `test ${index}`)
    const lines = failureLines([{ ...none, failures }, none])
    expect([lines.length, lines[0], lines[20]]).toEqual([21, 'failed in unit: test 0', 'and 2 more'])
  })
})
