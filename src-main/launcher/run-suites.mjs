import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describeEnding, run, stoppedBy } from './processes.mjs'
import { cacheFolder, root, say } from './project.mjs'
import { conclude, couldNotRun, playwrightCounts, suiteLine, vitestCounts } from './suite-counts.mjs'

/** @typedef {import('./suites.mjs').Suite} Suite */
/** @typedef {import('./suite-counts.mjs').Result} Result */

/**
 * Runs suites one after the other: their processes and browsers would only slow each other down.
 *
 * @param {readonly Suite[]} suites
 * @param {{ env: NodeJS.ProcessEnv, obstacles: ReadonlyMap<string, string> }} options
 *   obstacles: a need that is not met -> why
 * @returns {Promise<Result[]>}
 */
export async function runSuites(suites, { env, obstacles }) {
  /** @type {Result[]} */
  const results = []
  for (const suite of suites) {
    if (stoppedBy() !== null) break
    const obstacle = suite.needs.find((need) => obstacles.has(need))
    const result =
      obstacle === undefined ? await runSuite(suite, env) : couldNotRun(suite, obstacles.get(obstacle) ?? obstacle)
    say(suiteLine(result))
    results.push(result)
  }
  return results
}

/**
 * @param {Suite} suite
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Result>}
 */
async function runSuite(suite, env) {
  say(`\n== ${suite.name}`)
  const report = join(cacheFolder, 'reports', `${suite.name.replaceAll(' ', '-')}.json`)
  mkdirSync(dirname(report), { recursive: true })
  rmSync(report, { force: true })
  const end = await run(process.execPath, [suite.script, ...suite.args, ...reportArguments(suite, report)], {
    cwd: root,
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  })
  if (end.error !== null) return couldNotRun(suite, describeEnding(end))
  const concluded = conclude(countsOf(suite, report, end.code), end.code)
  return { name: suite.name, host: suite.host, seconds: end.seconds, ...concluded }
}

/**
 * @param {Suite} suite
 * @param {string} report
 * @returns {string[]}
 */
function reportArguments({ kind }, report) {
  if (kind === 'vitest') return ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  return kind === 'playwright' ? ['--reporter=list,json'] : []
}

/**
 * @param {Suite} suite
 * @param {string} report
 * @param {number | null} exitCode
 */
function countsOf({ kind }, report, exitCode) {
  if (kind === 'check')
    return exitCode === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 }
  try {
    const content = JSON.parse(readFileSync(report, 'utf8'))
    return kind === 'vitest' ? vitestCounts(content) : playwrightCounts(content)
  } catch {
    return null
  }
}
