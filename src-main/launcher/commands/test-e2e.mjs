import { installIfNeeded } from '../install.mjs'
import { stoppedBy } from '../processes.mjs'
import { say } from '../project.mjs'
import { runSuites } from '../run-suites.mjs'
import { hostsLine, sum, totalLine } from '../suite-counts.mjs'
import { SUITES } from '../suites.mjs'
import { chromiumSource, hostOption } from '../test-options.mjs'
import { electronAbsence, prepare } from '../test-plan.mjs'

/**
 * `npm run test:e2e -- [--host=browser|electron|double]`: the end-to-end tests. Further arguments go to Playwright.
 *
 * @param {string[]} args
 * @returns {Promise<number>} exit code
 */
export async function main(args) {
  const { only, rest } = chromiumSource(args)
  await installIfNeeded()
  const absence = electronAbsence()
  const chosen = hostOption(rest, absence === null)
  if (chosen.hosts === null) {
    console.error(chosen.problem)
    return 1
  }
  const suites = SUITES.filter(({ host }) => host !== null && chosen.hosts.includes(host)).map((suite) => ({
    ...suite,
    args: [...suite.args, ...chosen.rest],
  }))
  const results = await runSuites(suites, await prepare(suites, only))
  if (stoppedBy() !== null) return 130
  say(hostsLine(results, absence === null ? [] : [{ host: 'electron', reason: absence }]))
  say(totalLine(results))
  return sum(results, 'failed') > 0 ? 1 : 0
}
