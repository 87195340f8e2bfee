import { installIfNeeded } from '../install.mjs'
import { run } from '../processes.mjs'
import { root, say, toolScript } from '../project.mjs'
import { chromiumSource } from '../test-options.mjs'
import { prepare } from '../test-plan.mjs'
import { SUITES } from '../suites.mjs'

/**
 * `npm run bench:window`: measures the window in a real browser. Further arguments go to Playwright.
 *
 * @param {string[]} args
 * @returns {Promise<number>} exit code
 */
export async function main(args) {
  const { only, rest } = chromiumSource(args)
  await installIfNeeded()
  const like = SUITES.filter(({ host }) => host === 'browser')
  const { env, obstacles } = await prepare(like, only)
  for (const obstacle of obstacles.values()) say(`The bench cannot run: ${obstacle}.`)
  if (obstacles.size > 0) return 1
  const playwright = toolScript('playwright/cli.js')
  const bench = [playwright, 'test', '--config', 'test/bench/playwright.config.ts', ...rest]
  const end = await run(process.execPath, bench, { cwd: root, env })
  return end.code ?? 1
}
