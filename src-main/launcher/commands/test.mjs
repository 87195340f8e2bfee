import { installIfNeeded } from '../install.mjs'
import { stoppedBy } from '../processes.mjs'
import { say } from '../project.mjs'
import { runSuites } from '../run-suites.mjs'
import { couldNotRun, hostsLine, suiteLine, sum, totalLine } from '../suite-counts.mjs'
import { failureLines } from '../suite-failures.mjs'
import { SUITES } from '../suites.mjs'
import { chromiumSource } from '../test-options.mjs'
import { electronAbsence, prepare } from '../test-plan.mjs'

/**
 * `npm test`: every check and every suite. The last line is `N passed, N failed`; a suite that could not run has failed.
 *
 * @param {string[]} args
 * @returns {Promise<number>} exit code
 */
export async function main(args) {
  const { only, rest } = chromiumSource(args)
  if (rest.length > 0) {
    console.error(`npm test takes no ${rest[0]}: npm run test:e2e and npx vitest run parts of it.`)
    return 1
  }
  const problem = await installProblem()
  const absence = electronAbsence()
  const suites = SUITES.filter((suite) => suite.host !== 'electron' || absence === null)
  const results =
    problem === null
      ? await runSuites(suites, await prepare(suites, only))
      : suites.map((suite) => couldNotRun(suite, problem))
  if (stoppedBy() !== null) return 130
  say('')
  for (const line of failureLines(results)) say(line)
  for (const result of results) say(suiteLine(result))
  say(hostsLine(results, absence === null ? [] : [{ host: 'electron', reason: absence }]))
  say(totalLine(results))
  return sum(results, 'failed') > 0 ? 1 : 0
}

/** @returns {Promise<string | null>} why the packages could not be installed */
async function installProblem() {
  try {
    await installIfNeeded()
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
