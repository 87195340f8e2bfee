// Starts the fixture app, one Chromium per test file.
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import type { Page } from 'playwright'
import {
  createProfile,
  launchChromium,
  launchDouble,
  type DoubleApp,
  type DoubleBrowser,
  type DoubleProfile,
  type LaunchDoubleOptions,
} from '../../electron-double/launch.ts'

export const FIXTURE_MAIN = fileURLToPath(new URL('../../electron-double/fixture-app/main.mjs', import.meta.url))

/** What the fixture app keeps for its tests on `globalThis.fixture`. */
export interface FixtureState {
  events: string[]
  messages: unknown[]
  holdClose: boolean
  window: Electron.BrowserWindow
  child: Electron.UtilityProcess
  connect(): void
  startUtility(): void
  /** kill -9; there is a pid once it has spawned. */
  killUtility(): void
}

export interface Suite {
  launch(options?: Partial<LaunchDoubleOptions>): Promise<DoubleApp>
  profile(): Promise<DoubleProfile>
}

/** Owns a browser for the file; closes every app after each test and asserts that nothing went wrong in it. */
export function useDouble(): Suite {
  let chromium: DoubleBrowser
  const apps: DoubleApp[] = []
  const profiles: DoubleProfile[] = []

  beforeAll(async () => {
    chromium = await launchChromium()
  })
  afterAll(() => chromium.browser.close())
  afterEach(async () => {
    const ended = apps.splice(0)
    for (const app of ended) await app.close()
    for (const profile of profiles.splice(0)) await profile.dispose()
    expect(ended.flatMap((app) => (expectedErrors.has(app) ? [] : app.errors()))).toEqual([])
  })

  return {
    async launch(options = {}) {
      const app = await launchDouble({ main: FIXTURE_MAIN, ...chromium, ...options })
      apps.push(app)
      return app
    },
    async profile() {
      const profile = await createProfile(chromium.browser)
      profiles.push(profile)
      return profile
    },
  }
}

const expectedErrors = new WeakSet<DoubleApp>()

/** This app is meant to go wrong; the test looks at `errors()` itself. */
export function expectErrors(app: DoubleApp): void {
  expectedErrors.add(app)
}

/** The first window, once its page has a port to the utility process. */
export async function connectedPage(app: DoubleApp): Promise<Page> {
  const page = await app.firstWindow()
  await page.locator('#state', { hasText: 'connected engine' }).waitFor()
  return page
}

/** What has happened in the main process, oldest first. */
export function events(app: DoubleApp): Promise<string[]> {
  return app.evaluate(() => (globalThis as unknown as { fixture: FixtureState }).fixture.events)
}

/** Runs `fn` in the main process with the fixture's state. */
export async function inFixture(app: DoubleApp, fn: (fixture: FixtureState) => void): Promise<void> {
  await app.evaluate(
    (_electron, source) => void (0, eval)(`(${source})`)((globalThis as unknown as { fixture: FixtureState }).fixture),
    fn.toString(),
  )
}

/** `expect.poll` with patience for a busy machine. */
export function eventually<Value>(read: () => Value | Promise<Value>): ReturnType<typeof expect.poll<Value>> {
  return expect.poll(read, { timeout: 15_000 })
}
