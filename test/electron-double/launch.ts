// Starts a built app on the double. The result has the shape of the part of Playwright's ElectronApplication that specs
// use, so that `_electron.launch` can take its place where there is a real Electron.
import { spawn, type ChildProcess } from 'node:child_process'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type * as Electron from 'electron'
import type { Browser, BrowserContext, Page } from 'playwright'
import { cdpUrl, createProfile, type DoubleProfile } from './chromium-host.ts'
import { TestLink, type AppCall, type AppError } from './test-link.ts'

export * from './chromium-host.ts'
export type { AppCall, AppError } from './test-link.ts'

type ElectronModule = typeof Electron

/** How long `close()` waits for the app to quit before it is killed. */
const CLOSE_TIMEOUT_MS = 10_000

export interface LaunchDoubleOptions {
  /** The app's main bundle, e.g. `out/main/index.js`; relative to `cwd`. */
  main: string
  /** Playwright's browser and its CDP port; see `chromiumOptions`. */
  browser: Browser
  port: number
  /** What follows the main bundle in `process.argv`. */
  args?: readonly string[]
  cwd?: string
  /** Added to the environment of the test. */
  env?: Readonly<Record<string, string>>
  /** Give the same profile again to relaunch an app with its data. By default a temporary one. */
  profile?: DoubleProfile
  /** How long the main bundle may take to evaluate; 10 s by default. */
  startTimeoutMs?: number
}

export interface AppExit {
  code: number | null
  signal: NodeJS.Signals | null
}

export interface DoubleApp {
  /** Runs `fn` in the main process once the app is ready. What can not be cloned comes back as undefined. */
  evaluate<Result>(fn: (electron: ElectronModule) => Result | Promise<Result>): Promise<Result>
  evaluate<Result, Arg>(fn: (electron: ElectronModule, arg: Arg) => Result | Promise<Result>, arg: Arg): Promise<Result>
  /** The first window's page, once it has left about:blank. */
  firstWindow(): Promise<Page>
  windows(): Page[]
  context(): BrowserContext
  process(): ChildProcess
  /** `app.quit()`; an app that does not quit within 10 s is killed and this rejects. */
  close(): Promise<void>

  // Not in ElectronApplication:
  /** Resolves when the main process has ended. */
  readonly exited: Promise<AppExit>
  /** Uncaught errors, error boxes, unscripted dialogs, failed preloads and protocol handlers. A fixture asserts none. */
  errors(): AppError[]
  /** Calls without visible effect, in order, e.g. `{ name: 'shell.openExternal', args: [url] }`. */
  calls(): AppCall[]
  /** stdout and stderr of the main process. */
  output(): string
  readonly profile: DoubleProfile
}

const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url))

/** Runs a built main bundle, unchanged, on the double. */
export async function launchDouble(options: LaunchDoubleOptions): Promise<DoubleApp> {
  const profile = options.profile ?? (await createProfile(options.browser))
  const { context } = profile
  const opened: Page[] = []
  const newPage = (page: Page): void => void opened.push(page)
  context.on('page', newPage)

  const child = await start(options, profile)
  const link = new TestLink(child)
  const exited = new Promise<AppExit>((resolve) => {
    child.once('exit', (code, signal) => {
      context.off('page', newPage)
      void Promise.all(opened.map((page) => page.close().catch(() => undefined))).then(() => resolve({ code, signal }))
    })
  })

  async function close(): Promise<void> {
    let late = false
    const timer = setTimeout(() => (late = child.kill('SIGKILL')), CLOSE_TIMEOUT_MS)
    link.quit()
    await exited
    clearTimeout(timer)
    if (!options.profile) await profile.dispose()
    if (late) throw new Error(`The app did not quit within ${CLOSE_TIMEOUT_MS} ms.\n${link.output}`)
  }

  async function firstWindow(): Promise<Page> {
    const exit = exited.then(() => {
      throw new Error(`The app ended before it opened a window.\n${link.output}`)
    })
    exit.catch(() => undefined)
    const page = opened[0] ?? (await Promise.race([context.waitForEvent('page'), exit]))
    const left = page.waitForURL((url) => url.href !== 'about:blank', { waitUntil: 'commit' })
    await Promise.race([left, exit])
    return page
  }

  return {
    evaluate: <Result, Arg>(fn: (electron: ElectronModule, arg: Arg) => Result | Promise<Result>, arg?: Arg) =>
      link.evaluate<Result>(fn.toString(), arg),
    firstWindow,
    windows: () => opened.filter((page) => !page.isClosed()),
    context: () => context,
    process: () => child,
    close,
    exited,
    errors: () => [...link.errors],
    calls: () => [...link.calls],
    output: () => link.output,
    profile,
  }
}

async function start(options: LaunchDoubleOptions, profile: DoubleProfile): Promise<ChildProcess> {
  const { main, args = [], cwd = process.cwd(), env = {}, startTimeoutMs = 10_000 } = options
  const double = {
    ELECTRON_DOUBLE_CDP: await cdpUrl(options.port),
    ELECTRON_DOUBLE_CONTEXT: profile.contextId,
    ELECTRON_DOUBLE_USER_DATA: profile.userData,
    ELECTRON_DOUBLE_START_TIMEOUT: String(startTimeoutMs),
  }
  const { NODE_OPTIONS: _options, ...inherited } = process.env // the test runner's own loaders are not the app's
  return spawn(process.execPath, ['--import', here('register.mjs'), here('boot.mjs'), resolve(cwd, main), ...args], {
    cwd,
    env: { ...inherited, ...env, ...double },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    serialization: 'advanced',
  })
}
