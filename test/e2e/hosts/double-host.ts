import { type Browser } from 'playwright'
import { expect } from 'playwright/test'
import { createProfile, type DoubleApp, type DoubleProfile, launchDouble } from '../../electron-double/launch'
import { engineOf } from './engine-of'
import { type NativeDialogs, type RunningHost, type StartOptions, type System } from './host'

/** Storage that outlives a restart of the program within one test. */
export async function doubleProfile(browser: Browser): Promise<DoubleProfile> {
  return createProfile(browser)
}

/** The built Electron bundles, unchanged, on the double of `electron`. */
export async function startDouble(
  browser: Browser,
  port: number,
  profile: DoubleProfile,
  { home, path, environment }: StartOptions,
): Promise<RunningHost> {
  const app = await launchDouble({
    main: 'out/main/index.js',
    browser,
    port,
    profile,
    args: path === undefined ? [] : [path],
    env: { ...environment, HOME: home, USERPROFILE: home },
  })
  const page = await app.firstWindow()
  await page.setViewportSize({ width: 1440, height: 900 })
  return {
    page,
    isOwnAddress: (address) => /^(http|ws):\/\/bundle\.app\.localhost:/.test(address),
    nativeDialogs: scriptedDialogs(app),
    nativeMenu: (path) => chooseInMenu(app, path),
    system: systemOf(
      app,
      app.exited.then(() => undefined),
    ),
    killEngine: async () => void process.kill(engineOf(app.process()), 'SIGKILL'),
    async stop() {
      const errors = app.errors()
      const closed = app.exited
      await app.evaluate(({ app: electron }) => electron.exit(0)).catch(() => undefined)
      await closed
      if (errors.length > 0) throw new Error(`The main process reported: ${JSON.stringify(errors)}`)
    },
  }
}

export type Scriptable = Pick<DoubleApp, 'evaluate'>

/** Dialogs scripted as in Playwright's own Electron tests: the functions of the module are replaced. */
export function scriptedDialogs(app: Scriptable): NativeDialogs {
  return {
    answerOpen: (path) =>
      app.evaluate(({ dialog }, answer) => {
        dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [answer] })
      }, path),
    answerSave: (path) =>
      app.evaluate(({ dialog }, answer) => {
        dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: answer })
      }, path),
    answerQuestion: (button) =>
      app.evaluate(({ dialog }, answer) => {
        const show = (_window: unknown, options: { buttons?: string[] }) =>
          Promise.resolve({ response: (options.buttons ?? []).indexOf(answer), checkboxChecked: false })
        dialog.showMessageBox = show as typeof dialog.showMessageBox
      }, button),
  }
}

/** Clicks an entry of the application menu as the system would; waits until it is there and enabled. */
export async function chooseInMenu(app: Scriptable, path: readonly string[]): Promise<void> {
  const click = (): Promise<boolean> =>
    app.evaluate(({ Menu }, labels) => {
      let items = Menu.getApplicationMenu()?.items ?? []
      for (const label of labels.slice(0, -1)) items = items.find((item) => item.label === label)?.submenu?.items ?? []
      const item = items.find(({ label }) => label === labels.at(-1))
      if (!item?.enabled) return false
      item.click()
      return true
    }, path)
  await expect.poll(click, { message: `the menu entry ${path.join(' > ')}` }).toBe(true)
}

export function systemOf(app: Scriptable, ended: Promise<void>): System {
  return {
    ended,
    closeWindow: () =>
      app.evaluate(({ BrowserWindow }) => {
        for (const window of BrowserWindow.getAllWindows()) window.close()
      }),
    titleBar: () =>
      app.evaluate(({ BrowserWindow }) => {
        const [window] = BrowserWindow.getAllWindows()
        return {
          title: window?.getTitle() ?? '',
          edited: window?.isDocumentEdited() ?? false,
          file: window?.getRepresentedFilename() ?? '',
        }
      }),
  }
}
