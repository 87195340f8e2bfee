import { buildIfStale } from '../build-app.mjs'
import { installIfNeeded } from '../install.mjs'
import { run } from '../processes.mjs'
import { root, toolScript } from '../project.mjs'

/**
 * `npm run package`: the installers of this system, in dist/. Further arguments go to electron-builder.
 *
 * @param {string[]} args
 */
export async function main(args) {
  await installIfNeeded()
  await buildIfStale()
  const builder = toolScript('electron-builder/cli.js')
  const end = await run(process.execPath, [builder, '--publish', 'never', ...args], { cwd: root })
  return end.code ?? 1
}
