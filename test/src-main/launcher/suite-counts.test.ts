import { describe, expect, test } from 'vitest'
import {
  conclude,
  couldNotRun,
  hostsLine,
  playwrightCounts,
  suiteLine,
  totalLine,
  vitestCounts,
} from '../../../src-main/launcher/suite-counts.mjs'
import { SUITES } from '../../../src-main/launcher/suites.mjs'

const suite = (name: string) => {
  const found = SUITES.find((candidate) => candidate.name === name)
  if (found === undefined) throw new Error(name)
  return found
}
const result = (name: string, passed: number, failed: number) => ({
  ...{ name, passed, failed, skipped: 0, seconds: 1.25, note: null, failures: [] },
  host: suite(name).host,
})

describe('counting', () => {
  test('vitest: a file that could not be loaded, or set up, is one failure', () => {
    const testResults = [
      { status: 'passed', assertionResults: [{ status: 'passed' }, { status: 'passed' }] },
      { status: 'failed', assertionResults: [{ status: 'failed' }] },
      { status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [{ status: 'skipped' }] },
    ]
    const report = { numPassedTests: 2, numFailedTests: 1, numPendingTests: 3, numTodoTests: 1, testResults }
    expect(vitestCounts(report)).toEqual({ passed: 2, failed: 3, skipped: 4 })
  })

  test('Playwright: a flaky test has failed, and so has an error outside of tests', () => {
    const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 2 }
    expect(playwrightCounts({ stats, errors: [{}] })).toEqual({ passed: 5, failed: 3, skipped: 2 })
  })

  test('counts and exit code agree: nothing that went wrong counts as passed', () => {
    const some = { passed: 3, failed: 0, skipped: 0 }
    expect(conclude(some, 0)).toEqual({ ...some, note: null })
    expect(conclude(some, 1)).toEqual({ ...some, failed: 1, note: 'it ended badly' })
    expect(conclude(some, null)).toEqual({ ...some, failed: 1, note: 'it ended badly' })
    expect(conclude({ ...some, failed: 2 }, 1)).toEqual({ ...some, failed: 2, note: null })
    expect(conclude(null, 0)).toEqual({ passed: 0, failed: 1, skipped: 0, note: 'no test ran' })
    expect(conclude(null, 1)).toEqual({ passed: 0, failed: 1, skipped: 0, note: 'it left no report' })
    expect(conclude({ passed: 0, failed: 0, skipped: 4 }, 0)).toMatchObject({ failed: 1, note: 'no test ran' })
  })
})

describe('the last lines', () => {
  const results = [
    result('format', 1, 0),
    result('unit', 20, 1),
    result('e2e browser', 4, 0),
    couldNotRun(suite('e2e double'), 'no Chromium was found'),
  ]

  test('one line per suite', () => {
    expect(results.map(suiteLine)).toEqual([
      'format       1 passed, 0 failed, 1.3 s',
      'unit         20 passed, 1 failed, 1.3 s',
      'e2e browser  4 passed, 0 failed, 1.3 s',
      'e2e double   0 passed, 1 failed, 0.0 s (no Chromium was found)',
    ])
    expect(suiteLine({ ...result('unit', 2, 0), skipped: 1 })).toBe('unit         2 passed, 0 failed, 1 skipped, 1.3 s')
  })

  test('the hosts that took part, and why others did not', () => {
    expect(hostsLine(results, [{ host: 'electron', reason: 'no binary' }])).toBe(
      'hosts exercised: browser; not exercised: double (could not run), electron (no binary)',
    )
    const all = [result('e2e browser', 4, 0), result('e2e double', 3, 1), result('e2e electron', 4, 0)]
    expect(hostsLine(all, [])).toBe('hosts exercised: browser, double, electron; not exercised: none')
  })

  test('the total counts a suite that could not run as failed', () => {
    expect(totalLine(results)).toBe('25 passed, 2 failed')
  })
})
