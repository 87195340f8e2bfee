import { _electron, type ElectronApplication } from 'playwright'
import { findElectron } from '../../../src-main/launcher/electron-binary.mjs'
import { chooseInMenu, type Scriptable, scriptedDialogs, systemOf } from './double-host'
import { type RunningHost, type StartOptions } from './host'

/** The real Electron, where its binary is present. */
export async function startElectron({ home, path, environment }: StartOptions): Promise<RunningHost> {
  const { path: executablePath } = findElectron()
  const app: ElectronApplication = await _electron.launch({
    ...(executablePath === null ? {} : { executablePath }),
    args: ['.', `--user-data-dir=${home}/electron`, ...(path === undefined ? [] : [path])],
    env: { ...definedOnly(process.env), ...environment, HOME: home, USERPROFILE: home },
  })
  const page = await app.firstWindow()
  const scriptable = app as unknown as Scriptable
  const ended = new Promise<void>((resolve) => app.once('close', () => resolve()))
  return {
    page,
    isOwnAddress: (address) => address.startsWith('app://bundle/'),
    nativeDialogs: scriptedDialogs(scriptable),
    nativeMenu: (path) => chooseInMenu(scriptable, path),
    system: systemOf(scriptable, ended),
    killEngine: async () => {
      await app.evaluate(({ app: electron }) => {
        for (const { type, name, pid } of electron.getAppMetrics())
          if (type === 'Utility' && name === 'Backprop Studio engine') process.kill(pid, 'SIGKILL')
      })
    },
    async stop() {
      await app.evaluate(({ app: electron }) => electron.exit(0)).catch(() => undefined)
    },
  }
}

function definedOnly(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  )
}
