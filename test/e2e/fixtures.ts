import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test as base } from 'playwright/test'
import { chromiumOptions, freePort } from '../electron-double/launch'
import { startBrowserHost } from './hosts/browser-host'
import { doubleProfile, startDouble } from './hosts/double-host'
import { startElectron } from './hosts/electron-host'
import { type HostName, type RunningHost } from './hosts/host'
import { Studio } from './studio'

interface Fixtures {
  /** The program, started without a file, in the host of the Playwright project. */
  studio: Studio
  /** Starts the program; the fixture stops it and asserts what must hold in every test. */
  start: (path?: string) => Promise<Studio>
  /** A folder of the test's own, which the program takes for the home folder. */
  home: string
}

interface WorkerFixtures {
  host: HostName
  debuggingPort: number
}

export { expect }

/**
 * The same specs in every host. After each test: no request left the program, from the page or from a process; no
 * uncaught error in the page; none in Electron's main process.
 */
export const test = base.extend<Fixtures, WorkerFixtures>({
  host: ['browser', { option: true, scope: 'worker' }],
  debuggingPort: [
    async ({ host: _host }, use) => {
      await use(await freePort())
    },
    { scope: 'worker' },
  ],
  browser: [
    async ({ playwright, debuggingPort }, use) => {
      const browser = await playwright.chromium.launch(chromiumOptions(debuggingPort))
      await use(browser)
      await browser.close()
    },
    { scope: 'worker' },
  ],
  home: async ({ host: _host }, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'studio-'))
    await use(folder)
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  },
  start: async ({ host, browser, debuggingPort, home }, use) => {
    const record = join(home, '.network-record')
    const environment = {
      BACKPROP_STUDIO_SETTINGS: join(home, '.settings'),
      NETWORK_RECORD: record,
      NODE_OPTIONS: `--import=${pathToFileURL(join(import.meta.dirname, 'hosts/no-network.mjs')).href}`,
    }
    const profile = host === 'double' ? await doubleProfile(browser) : null
    const running: RunningHost[] = []
    const complaints: string[] = []
    const begin = async (path?: string): Promise<Studio> => {
      const options = { home, environment, ...(path === undefined ? {} : { path }) }
      const started =
        host === 'browser'
          ? await startBrowserHost(browser, options)
          : profile
            ? await startDouble(browser, debuggingPort, profile, options)
            : await startElectron(options)
      running.push(started)
      watch(started, complaints)
      return new Studio(started, async () => {
        running.splice(running.indexOf(started), 1)
        await started.stop()
      })
    }
    await use(begin)
    for (const started of running) await started.stop()
    await profile?.dispose()
    if (existsSync(record)) complaints.push(`A process reached beyond this machine: ${readFileSync(record, 'utf8')}`)
    expect(complaints).toEqual([])
  },
  studio: async ({ start }, use) => {
    const studio = await start()
    await studio.ready()
    await use(studio)
  },
})

function watch({ page, isOwnAddress }: RunningHost, complaints: string[]): void {
  page.on('request', (request) => {
    const url = request.url()
    if (!isOwnAddress(url) && !url.startsWith('data:') && !url.startsWith('blob:'))
      complaints.push(`The page asked for ${url}`)
  })
  page.on('websocket', (socket) => {
    if (!isOwnAddress(socket.url())) complaints.push(`The page opened a socket to ${socket.url()}`)
  })
  page.on('pageerror', (error) => complaints.push(`The page threw: ${error.message}`))
}
