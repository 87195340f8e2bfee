import { forgetBuild } from '../build-app.mjs'
import { installIfNeeded } from '../install.mjs'
import { run, stoppedBy } from '../processes.mjs'
import { invocationFolder, root, say, toolScript } from '../project.mjs'
import { parseStartOptions } from '../start-options.mjs'
import { electronFor } from './start.mjs'

/**
 * `npm run dev`: the application with hot reload, in Electron or, with `-- --browser` or without a binary, in the
 * browser host, which the user's own Node runs in Electron's place.
 *
 * @param {string[]} args
 */
export async function main(args) {
  const { options, problem } = parseStartOptions(args, { folder: invocationFolder('dev') })
  if (options === null) {
    console.error(problem)
    return 1
  }
  await installIfNeeded()
  const { binary, reason } = await electronFor(options)
  if (reason !== null) say(`Developing in the browser, because ${reason}.`)
  const path = options.path === null ? [] : [options.path]
  const port = options.port === null ? [] : ['--port', String(options.port)]
  const electronVite = toolScript('electron-vite/bin/electron-vite.js')
  const dev =
    binary === null
      ? [electronVite, 'dev', '--entry', 'out/main/browser.js', '--', ...port, ...path]
      : [electronVite, 'dev', '--', ...path]
  const env = { ...process.env, ELECTRON_EXEC_PATH: binary ?? process.execPath }
  // It writes bundles for development into out/.
  forgetBuild()
  const end = await run(process.execPath, dev, { cwd: root, env })
  return stoppedBy() !== null ? 0 : (end.code ?? 1)
}
