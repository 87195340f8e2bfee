import { type ChildProcess, spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { type Browser } from 'playwright'
import { engineOf } from './engine-of'
import { type RunningHost, type StartOptions } from './host'

/** The built browser host in a process of its own, and a page of Chromium on its address. */
export async function startBrowserHost(
  browser: Browser,
  { home, path, environment }: StartOptions,
): Promise<RunningHost> {
  const args = [resolve('out/main/browser.js'), ...(path === undefined ? [] : [path])]
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...environment, HOME: home, USERPROFILE: home },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const url = await firstLine(child)
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await page.goto(url)
  const origin = new URL(url).origin
  return {
    page,
    isOwnAddress: (address) => [origin, origin.replace('http', 'ws')].includes(new URL(address).origin),
    nativeDialogs: null,
    nativeMenu: null,
    system: null,
    killEngine: async () => void process.kill(engineOf(child), 'SIGKILL'),
    async stop() {
      await context.close()
      const ended = new Promise((done) => child.once('exit', done))
      child.kill('SIGTERM')
      await ended
    },
  }
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    if (!child.stdout) return reject(new Error('The host has no output.'))
    createInterface({ input: child.stdout }).once('line', resolve)
    child.once('exit', (code) =>
      reject(new Error(`The host ended with code ${code ?? 'none'} before it printed its address.`)),
    )
  })
}
