/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 */

/**
 * @typedef {Counts & { name: string, seconds: number, host: import('./suites.mjs').Host | null, note: string | null, failures: readonly string[] }} Result
 */

/**
 * Counts of vitest's JSON report. A file that failed without a failed test (it could not be loaded, or a hook
 * failed) counts as one failure.
 *
 * @param {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests?: number,
 *   testResults: { status: string, assertionResults: { status: string }[] }[] }} report
 * @returns {Counts}
 */
export function vitestCounts(report) {
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  }
}

/**
 * Counts of Playwright's JSON report. Errors outside of any test count as one failure each.
 *
 * @param {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number }, errors: unknown[] }} report
 * @returns {Counts}
 */
export function playwrightCounts({ stats, errors }) {
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length, skipped: stats.skipped }
}

/**
 * Makes counts agree with the exit code: a suite that ended badly has failed, whatever it counted, and a suite in which
 * nothing ran has not passed.
 *
 * @param {Counts | null} counts null: the suite left no report
 * @param {number | null} exitCode
 * @returns {Counts & { note: string | null }}
 */
export function conclude(counts, exitCode) {
  const { passed, failed, skipped } = counts ?? { passed: 0, failed: 0, skipped: 0 }
  if (failed > 0) return { passed, failed, skipped, note: null }
  if (exitCode !== 0)
    return { passed, failed: 1, skipped, note: counts === null ? 'it left no report' : 'it ended badly' }
  if (passed === 0) return { passed, failed: 1, skipped, note: 'no test ran' }
  return { passed, failed, skipped, note: null }
}

/**
 * @param {import('./suites.mjs').Suite} suite
 * @param {string} note why
 * @returns {Result} of a suite that could not run: a failure
 */
export function couldNotRun({ name, host }, note) {
  return { name, host, note, passed: 0, failed: 1, skipped: 0, seconds: 0, failures: [] }
}

/**
 * @param {Result} result
 * @returns {string}
 */
export function suiteLine({ name, passed, failed, skipped, seconds, note }) {
  const counts = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
  return `${name.padEnd(12)} ${counts}, ${seconds.toFixed(1)} s${note === null ? '' : ` (${note})`}`
}

/**
 * @param {readonly Result[]} results
 * @param {readonly { host: string, reason: string }[]} absent hosts that were left out, and why
 * @returns {string}
 */
export function hostsLine(results, absent) {
  const ran = results.filter((result) => result.host !== null)
  const exercised = ran
    .filter(({ passed, failed, seconds }) => passed + failed > 0 && seconds > 0)
    .map(({ host }) => host)
  const broken = ran.filter(({ host }) => !exercised.includes(host)).map(({ host }) => `${host} (could not run)`)
  const missing = [...broken, ...absent.map(({ host, reason }) => `${host} (${reason})`)]
  const list = (/** @type {unknown[]} */ names) => (names.length === 0 ? 'none' : names.join(', '))
  return `hosts exercised: ${list(exercised)}; not exercised: ${list(missing)}`
}

/**
 * @param {readonly Result[]} results
 * @returns {string} the last line
 */
export function totalLine(results) {
  return `${sum(results, 'passed')} passed, ${sum(results, 'failed')} failed`
}

/**
 * @param {readonly Result[]} results
 * @param {'passed' | 'failed'} key
 */
export function sum(results, key) {
  return results.reduce((total, result) => total + result[key], 0)
}
