import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describeEnding, ending, run, startChild, stoppedBy } from './processes.mjs'
import { cacheFolder, root, say } from './project.mjs'
import { conclude, couldNotRun, playwrightCounts, suiteLine, vitestCounts } from './suite-counts.mjs'
import { playwrightFailures, vitestFailures } from './suite-failures.mjs'

/** @typedef {import('./suites.mjs').Suite} Suite */
/** @typedef {import('./suite-counts.mjs').Result} Result */

/** Checks use one core each: types take about as long as the others together. */
const AT_ONCE = 2

/**
 * Runs suites in their order: checks, which use one core each, side by side; tests, which use all there are, one suite
 * after the other, from when the first core has no check left.
 *
 * @param {readonly Suite[]} suites
 * @param {{ env: NodeJS.ProcessEnv, obstacles: ReadonlyMap<string, string> }} options
 *   obstacles: a need that is not met -> why
 * @returns {Promise<Result[]>} in the order of the suites; without those that a stop kept from running
 */
export async function runSuites(suites, { env, obstacles }) {
  const checks = suites.filter(({ kind }) => kind === 'check')
  /** @type {Map<Suite, Result>} */
  const results = new Map()
  const queue = [...checks]
  const lane = async () => {
    for (let suite = queue.shift(); suite !== undefined && stoppedBy() === null; suite = queue.shift())
      results.set(suite, tell(await runCheck(suite, env)))
  }
  const lanes = Array.from({ length: AT_ONCE }, lane)
  await Promise.race(lanes)
  for (const suite of suites.filter(({ kind }) => kind !== 'check')) {
    if (stoppedBy() !== null) break
    const obstacle = suite.needs.find((need) => obstacles.has(need))
    const why = obstacle && (obstacles.get(obstacle) ?? obstacle)
    results.set(suite, tell(why === undefined ? await runTests(suite, env) : couldNotRun(suite, why)))
  }
  await Promise.all(lanes)
  return suites.flatMap((suite) => results.get(suite) ?? [])
}

/** @param {Result} result */
function tell(result) {
  say(suiteLine(result))
  return result
}

/**
 * What a check prints is kept together until it ends.
 *
 * @param {Suite} suite
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Result>}
 */
async function runCheck(suite, env) {
  const child = startChild(process.execPath, [suite.script, ...suite.args], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  /** @type {Buffer[]} */
  const printed = []
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => printed.push(chunk))
  const end = await ending(child)
  say(`\n== ${suite.name}`)
  process.stdout.write(Buffer.concat(printed))
  if (end.error !== null) return couldNotRun(suite, describeEnding(end))
  const counts = end.code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
  const concluded = conclude({ ...counts, skipped: 0 }, end.code)
  return { name: suite.name, host: suite.host, seconds: end.seconds, ...concluded, failures: [] }
}

/**
 * @param {Suite} suite
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Result>}
 */
async function runTests(suite, env) {
  say(`\n== ${suite.name}`)
  const report = join(cacheFolder, 'reports', `${suite.name.replaceAll(' ', '-')}.json`)
  mkdirSync(dirname(report), { recursive: true })
  rmSync(report, { force: true })
  const end = await run(process.execPath, [suite.script, ...suite.args, ...reportArguments(suite, report)], {
    cwd: root,
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  })
  if (end.error !== null) return couldNotRun(suite, describeEnding(end))
  const { counts, failures } = reported(suite, report)
  const concluded = conclude(counts, end.code)
  return { name: suite.name, host: suite.host, seconds: end.seconds, ...concluded, failures }
}

/**
 * @param {Suite} suite
 * @param {string} report
 * @returns {string[]}
 */
function reportArguments({ kind }, report) {
  return kind === 'vitest'
    ? ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
    : ['--reporter=list,json']
}

/**
 * @param {Suite} suite
 * @param {string} report
 */
function reported({ kind }, report) {
  try {
    const content = JSON.parse(readFileSync(report, 'utf8'))
    return kind === 'vitest'
      ? { counts: vitestCounts(content), failures: vitestFailures(content) }
      : { counts: playwrightCounts(content), failures: playwrightFailures(content) }
  } catch {
    return { counts: null, failures: [] }
  }
}
