import { join } from 'node:path'
import { installIfNeeded } from '../install.mjs'
import { describeEnding, run } from '../processes.mjs'
import { root, say, toolScript } from '../project.mjs'
import { differences, tableLines } from '../reproducibility-results.mjs'
import { carriedNode, runInChromium, runInNode } from '../reproducibility-runtimes.mjs'

/** @typedef {import('../reproducibility-results.mjs').Runtime} Runtime */

const built = join(root, 'node_modules', '.cache', 'reproducibility')

/** Besides the Node that runs this. */
const NODES = [20, 22, 24]

/**
 * `npm run test:reproducibility`: trains the same documents in this Node, in others and in a Chromium, through and
 * interrupted, on one thread and on two, and compares every bit of what comes out. Only runs of one kernel are compared.
 *
 * @returns {Promise<number>} exit code: 1 where something differs, or nothing could be compared
 */
export async function main() {
  await installIfNeeded()
  const vite = [toolScript('vite/bin/vite.js'), 'build', '--config', 'test/reproducibility/vite.config.ts']
  const end = await run(process.execPath, vite, { cwd: root })
  if (end.code !== 0) throw new Error(`The check could not be built (${describeEnding(end)}).`)
  const script = join(built, 'node.mjs')
  /** @type {{ name: string, runs: () => Promise<Runtime> }[]} */
  const sources = [
    { name: `this Node (${process.versions.node})`, runs: () => runInNode(process.execPath, script) },
    ...NODES.map((major) => ({
      name: `Node ${major}`,
      runs: async () => runInNode(await carriedNode(major), script),
    })),
    { name: 'Chromium', runs: () => runInChromium(built) },
  ]
  /** @type {Runtime[]} */
  const runtimes = []
  /** @type {string[]} */
  const notCovered = []
  for (const { name, runs } of sources) {
    try {
      runtimes.push(await runs())
    } catch (error) {
      notCovered.push(`${name}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  for (const line of tableLines(runtimes)) say(line)
  for (const line of notCovered) say(`not covered: ${line}`)
  const unlike = differences(runtimes)
  for (const line of unlike) say(`DIFFERENT: ${line}`)
  const count = runtimes.reduce((sum, { runs }) => sum + runs.length, 0)
  say(
    unlike.length === 0 ? `${count} runs, equal bit for bit with each kernel.` : `${unlike.length} of the runs differ.`,
  )
  return unlike.length > 0 || runtimes.length === 0 ? 1 : 0
}
