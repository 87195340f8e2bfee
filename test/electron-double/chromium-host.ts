// The Chromium that a test owns, and the part of it that belongs to one app.
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type BrowserContext, type LaunchOptions } from 'playwright'

const DEBIAN_CHROMIUM = '/usr/bin/chromium'

/** A running Chromium that also answers CDP on a port, beside Playwright's own pipe. */
export interface DoubleBrowser {
  browser: Browser
  port: number
}

/** What outlives one run of the app: its userData folder and its web storage. */
export interface DoubleProfile {
  userData: string
  context: BrowserContext
  /** CDP's name of `context`. */
  contextId: string
  /** Closes the context; removes the folder if `createProfile` made it. */
  dispose(): Promise<void>
}

/** Playwright launch options for a browser that the double can use: `use.launchOptions`, with one port per worker. */
export function chromiumOptions(port: number): LaunchOptions {
  const found = process.env['CHROMIUM_PATH'] ?? (existsSync(DEBIAN_CHROMIUM) ? DEBIAN_CHROMIUM : undefined)
  return {
    ...(found === undefined ? {} : { executablePath: found }),
    // MessagePort's `close` event is off in stock Chromium; Electron documents it.
    args: [`--remote-debugging-port=${port}`, '--enable-blink-features=MessagePortCloseEvent'],
  }
}

/** A TCP port that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('No TCP port is free.')
  return address.port
}

/** Starts Chromium for tests that have no browser fixture. */
export async function launchChromium(): Promise<DoubleBrowser> {
  const port = await freePort()
  return { browser: await chromium.launch(chromiumOptions(port)), port }
}

/** The address of the browser's CDP endpoint. */
export async function cdpUrl(port: number): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}/json/version`)
  const version: unknown = await response.json()
  if (typeof version === 'object' && version !== null && 'webSocketDebuggerUrl' in version)
    return String(version.webSocketDebuggerUrl)
  throw new Error(`No CDP endpoint on port ${port}: start Chromium with chromiumOptions(port).`)
}

let turn: Promise<unknown> = Promise.resolve()

/**
 * @param browser From Playwright, launched with `chromiumOptions`.
 * @param userData A folder that is kept; by default a temporary one.
 */
export async function createProfile(browser: Browser, userData?: string): Promise<DoubleProfile> {
  const made = turn.then(() => newContext(browser)) // one at a time: the id is found by comparing before and after
  turn = made.catch(() => undefined)
  const { context, contextId } = await made
  const folder = userData ?? (await mkdtemp(join(tmpdir(), 'electron-double-')))
  return {
    userData: folder,
    context,
    contextId,
    async dispose() {
      await context.close()
      if (userData === undefined) await rm(folder, { recursive: true, force: true })
    },
  }
}

async function newContext(browser: Browser): Promise<{ context: BrowserContext; contextId: string }> {
  const session = await browser.newBrowserCDPSession()
  const before = new Set((await session.send('Target.getBrowserContexts')).browserContextIds)
  const context = await browser.newContext({ viewport: null })
  const after = (await session.send('Target.getBrowserContexts')).browserContextIds
  await session.detach()
  const contextId = after.find((id) => !before.has(id))
  if (contextId === undefined) throw new Error('Chromium reports no new browser context.')
  return { context, contextId }
}
