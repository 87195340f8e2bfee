import { join } from 'node:path'
import { installIfNeeded } from '../install.mjs'
import { describeEnding, run } from '../processes.mjs'
import { root, toolScript } from '../project.mjs'

const folder = join(root, 'test', 'bench')
const built = join(root, 'node_modules', '.cache', 'bench')

/**
 * `npm run bench`: the speed of training against other libraries. Those in JavaScript are installed below test/bench,
 * by this command alone. Further arguments go to the bench.
 *
 * @param {string[]} args
 * @returns {Promise<number>} exit code
 */
export async function main(args) {
  await installIfNeeded()
  await installIfNeeded({ folder, scripts: false })
  const vite = [toolScript('vite/bin/vite.js'), 'build', '--config', 'test/bench/vite.config.ts']
  const end = await run(process.execPath, vite, { cwd: root })
  if (end.code !== 0) throw new Error(`The bench could not be built (${describeEnding(end)}).`)
  const bench = await run(process.execPath, [join(built, 'bench.mjs'), folder, ...args], { cwd: root })
  return bench.code ?? 1
}
