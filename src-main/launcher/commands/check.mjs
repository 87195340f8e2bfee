import { installIfNeeded } from '../install.mjs'
import { stoppedBy } from '../processes.mjs'
import { cacheFolder, say } from '../project.mjs'
import { runSuites } from '../run-suites.mjs'
import { suiteLine, sum, totalLine } from '../suite-counts.mjs'
import { failureLines } from '../suite-failures.mjs'
import { SLOW_TESTS, SUITES } from '../suites.mjs'

/** Reused between checks, by content; `npm test` reads none of it. */
/** @type {Record<string, string[]>} */
const REUSE = {
  format: ['--cache', '--cache-strategy', 'content', '--cache-location', `${cacheFolder}/prettier`],
  lint: ['--cache', '--cache-strategy', 'content', '--cache-location', `${cacheFolder}/eslint`],
}

/**
 * `npm run check`: what can be known in less than a minute, without a build and without a browser.
 *
 * @returns {Promise<number>} exit code
 */
export async function main() {
  await installIfNeeded()
  const results = await runSuites(quickSuites(), { env: process.env, obstacles: new Map() })
  if (stoppedBy() !== null) return 130
  say('')
  for (const line of failureLines(results)) say(line)
  for (const result of results) say(suiteLine(result))
  say(totalLine(results))
  return sum(results, 'failed') > 0 ? 1 : 0
}

/**
 * The checks, and all quick tests as one suite: a suite of few files would leave a core idle.
 *
 * @returns {import('../suites.mjs').Suite[]}
 */
function quickSuites() {
  const quick = SUITES.filter((suite) => suite.quick)
  const tests = quick.filter(({ kind }) => kind === 'vitest')
  const projects = tests.slice(1).flatMap(({ name }) => ['--project', name])
  return [
    ...quick
      .filter(({ kind }) => kind === 'check')
      .map((suite) => ({ ...suite, args: [...suite.args, ...(REUSE[suite.name] ?? [])] })),
    ...tests
      .slice(0, 1)
      .map((suite) => ({ ...suite, name: 'tests', args: [...suite.args, ...projects, '--exclude', SLOW_TESTS] })),
  ]
}
