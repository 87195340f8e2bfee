// The built Electron bundles on the double: what the main process lets the page do, and what it refuses.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright'
import { describe, expect, test } from 'vitest'
import type { DoubleApp } from '../electron-double/launch.ts'
import { useDouble } from './electron-double/fixture.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const main = 'out/main/index.js'
const double = useDouble()

async function started(): Promise<{ app: DoubleApp; page: Page }> {
  expect(existsSync(`${root}${main}`), 'the bundles are built: npm run build').toBe(true)
  const app = await double.launch({ main, cwd: root })
  const page = await app.firstWindow()
  await page.waitForFunction(() => 'backpropStudio' in window)
  return { app, page }
}

describe('the window', () => {
  test('is sandboxed, isolated and without Node', async () => {
    const { app } = await started()
    const [window] = app.calls().filter(({ name }) => name === 'BrowserWindow')
    expect(window?.args).toEqual([
      expect.objectContaining({
        webPreferences: expect.objectContaining({
          sandbox: true,
          contextIsolation: true,
          nodeIntegration: false,
          webviewTag: false,
        }),
      }),
    ])
    expect(app.calls().map(({ name }) => name)).toContain('app.enableSandbox')
  })

  test('gives its page one function and nothing of Node or Electron', async () => {
    const { page } = await started()
    const seen = await page.evaluate(() => ({
      bridge: Object.keys((window as unknown as { backpropStudio: object }).backpropStudio),
      node: ['require', 'process', 'module', 'Buffer', 'ipcRenderer'].filter((name) => name in window),
    }))
    expect(seen).toEqual({ bridge: ['requestPorts'], node: [] })
  })

  test('denies every permission, new window and navigation', async () => {
    const { app, page } = await started()
    const names = app.calls().map(({ name }) => name)
    for (const name of ['PermissionRequest', 'PermissionCheck', 'DevicePermission'])
      expect(names).toContain(`session.set${name}Handler`)
    const address = page.url()
    const opened = await page.evaluate(() => {
      const other = window.open('https://other.invalid/')
      location.href = 'https://other.invalid/'
      return other
    })
    expect(opened).toBeNull()
    expect(page.url()).toBe(address)
  })
})

describe('the protocol', () => {
  test('sends the policy with the page, and nothing that lies outside the bundle', async () => {
    const { page } = await started()
    const answers = await page.evaluate(async () => {
      const status = async (path: string) => (await fetch(path)).status
      return {
        policy: (await fetch('./index.html')).headers.get('content-security-policy'),
        up: await status('./..%2f..%2fpackage.json'),
        encoded: await status('./%2e%2e%2f%2e%2e%2fpackage.json'),
        absent: await status('./absent.js'),
        malformed: await status('./%zz'),
      }
    })
    expect(answers).toEqual({
      policy:
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; " +
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      up: 404,
      encoded: 404,
      absent: 404,
      malformed: 404,
    })
  })
})

describe('ports', () => {
  test('go to the main frame of our own page only', async () => {
    const { app } = await started()
    const handedOver = await app.evaluate(({ BrowserWindow, ipcMain }) => {
      const [window] = BrowserWindow.getAllWindows()
      if (!window) return ['no window']
      const { webContents } = window
      const given: string[] = []
      const ask = (label: string, event: object): void => {
        const post = webContents.postMessage
        webContents.postMessage = () => void given.push(label)
        ipcMain.emit('request-ports', event)
        webContents.postMessage = post
      }
      const own = { url: 'app://bundle/index.html', parent: null }
      ask('own page', { sender: webContents, senderFrame: own })
      ask('other address', { sender: webContents, senderFrame: { ...own, url: 'https://other.invalid/index.html' } })
      ask('other file', { sender: webContents, senderFrame: { ...own, url: 'app://bundle/other.html' } })
      ask('look-alike host', { sender: webContents, senderFrame: { ...own, url: 'app://bundle.invalid/index.html' } })
      ask('embedded frame', { sender: webContents, senderFrame: { ...own, parent: {} } })
      ask('closed frame', { sender: webContents, senderFrame: null })
      ask('other contents', { sender: {}, senderFrame: own })
      return given
    })
    expect(handedOver).toEqual(['own page'])
  })
})

describe('a second start', () => {
  test('ends at once and brings the first window forward', async () => {
    const { app } = await started()
    const second = await double.launch({ main, cwd: root, profile: app.profile, args: ['other.bpstudio'] })
    expect(await second.exited).toEqual({ code: 0, signal: null })
    await expect.poll(() => app.calls().map(({ name }) => name)).toContain('BrowserWindow.focus')
  })
})
