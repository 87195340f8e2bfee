import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connectedPage, events, eventually, expectErrors, inFixture, useDouble } from './fixture.ts'

const double = useDouble()

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'electron-double-mains-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** A main bundle of its own for tests of what goes wrong while it starts. */
async function mainBundle(name: string, source: string): Promise<string> {
  const file = join(folder, `${name}.mjs`)
  await writeFile(file, source)
  return file
}

test('app knows its name, version, folders and arguments', async () => {
  const app = await double.launch({ args: ['model.json'] })
  await app.firstWindow()

  const seen = await app.evaluate(({ app }) => ({
    name: app.getName(),
    version: app.getVersion(),
    packaged: app.isPackaged,
    userData: app.getPath('userData'),
    argv: process.argv.slice(2),
    env: Object.keys(process.env).filter((name) => name.startsWith('ELECTRON_DOUBLE')),
  }))

  const { userData } = app.profile
  expect(seen).toEqual({
    name: 'Fixture App',
    version: '1.2.3',
    packaged: false,
    userData,
    argv: ['model.json'],
    env: [],
  })
})

test('what the double does not have throws by name', async () => {
  const app = await double.launch()

  const thrown = await app.evaluate(({ app }) => {
    try {
      return String(app.dock)
    } catch (error) {
      return String(error)
    }
  })

  expect(thrown).toBe('Error: electron double: app.dock is not implemented')
})

test('a close that the app prevents keeps the window; then close, closed and quit come in order', async () => {
  const app = await double.launch()
  const page = await connectedPage(app)
  const before = (await events(app)).length

  await inFixture(app, (fixture) => {
    fixture.holdClose = true
    fixture.window.close()
  })
  expect((await events(app)).slice(before)).toEqual(['close'])
  expect(page.isClosed()).toBe(false)

  await app.evaluate(({ app }) => {
    const { fixture } = globalThis as unknown as { fixture: { holdClose: boolean; events: string[] } }
    fixture.holdClose = false
    app.on('quit', () => console.log(`EVENTS ${JSON.stringify(fixture.events)}`))
    app.quit()
  })
  expect(await app.exited).toEqual({ code: 0, signal: null })
  const logged: unknown = JSON.parse(/EVENTS (.*)/.exec(app.output())?.[1] ?? '[]')
  expect(logged).toEqual(expect.arrayContaining(['before-quit', 'close', 'closed', 'will-quit']))
  expect((logged as string[]).slice(before)).toEqual(['close', 'before-quit', 'close', 'closed', 'will-quit'])
})

test('closing the last window ends the app through window-all-closed', async () => {
  const app = await double.launch()
  const page = await connectedPage(app)

  await app.evaluate(({ app, BrowserWindow }) => {
    const { fixture } = globalThis as unknown as { fixture: { events: string[] } }
    app.on('quit', () => console.log(`LAST ${fixture.events.slice(-5).join()}`))
    BrowserWindow.getAllWindows()[0]?.close()
  })

  expect(await app.exited).toEqual({ code: 0, signal: null })
  expect(page.isClosed()).toBe(true)
  expect(app.output()).toContain('LAST close,closed,window-all-closed,before-quit,will-quit')
})

test.each(['listener', 'handler'])('a page with a beforeunload %s stays open', async (kind) => {
  const app = await double.launch()
  const page = await connectedPage(app)
  await page.evaluate((kind) => {
    if (kind === 'handler') window.onbeforeunload = () => false
    else window.addEventListener('beforeunload', (event) => event.preventDefault())
  }, kind)

  const prevented = await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    return new Promise<boolean>((resolve) => {
      window?.webContents.once('will-prevent-unload', () => setImmediate(() => resolve(!window.isDestroyed())))
      window?.close()
    })
  })

  expect(prevented).toBe(true)
  await inFixture(app, ({ window }) => window.webContents.on('will-prevent-unload', (event) => event.preventDefault()))
})

test('a second instance hands over its arguments and ends', async () => {
  const profile = await double.profile()
  const first = await double.launch({ profile })
  await connectedPage(first)

  const second = await double.launch({ profile, args: ['other.json'] })

  expect(await second.exited).toEqual({ code: 0, signal: null })
  await eventually(() => events(first)).toContain('second other.json {"from":"fixture"}')
  expect(first.windows()).toHaveLength(1)
})

test.each(['quit', 'kill'])('a relaunch after %s finds its storage again', async (end) => {
  const profile = await double.profile()
  const first = await double.launch({ profile })
  await (await connectedPage(first)).evaluate(() => localStorage.setItem('kept', 'yes'))
  if (end === 'quit') await first.close()
  else first.process().kill('SIGKILL')
  await first.exited

  const second = await double.launch({ profile })

  expect(await (await connectedPage(second)).evaluate(() => localStorage.getItem('kept'))).toBe('yes')
})

test('two apps at once have storages of their own', async () => {
  const [first, second] = await Promise.all([double.launch(), double.launch()])
  await (await connectedPage(first)).evaluate(() => localStorage.setItem('mine', 'first'))

  expect(await (await connectedPage(second)).evaluate(() => localStorage.getItem('mine'))).toBeNull()
})

test('an uncaught error does not end the app, and is reported', async () => {
  const app = await double.launch()
  expectErrors(app)
  await connectedPage(app)

  await app.evaluate(() => void setImmediate(() => { throw new Error('lost in main') })) // prettier-ignore
  await app.evaluate(() => void Promise.reject(new Error('lost promise')))

  await eventually(() => app.errors().map(({ source }) => source)).toEqual([
    'dialog.showErrorBox',
    'unhandled rejection',
  ])
  expect(app.errors()[0]?.message).toContain('Uncaught Exception:\nError: lost in main')
  expect(await app.evaluate(({ app }) => app.isReady())).toBe(true)
})

test('an import that the double does not have fails before anything runs', async () => {
  const main = await mainBundle('unknown', "import { app, Tray } from 'electron'\nconsole.log('ran', app, Tray)\n")
  const app = await double.launch({ main })
  expectErrors(app)

  expect(await app.exited).toEqual({ code: 1, signal: null })
  expect(app.errors()).toEqual([{ source: 'main bundle', message: expect.stringContaining("named 'Tray'") }])
  expect(app.output()).not.toContain('ran')
})

test('import and require give the same objects', async () => {
  const main = await mainBundle(
    'both',
    `import electron, { app } from 'electron'
    import * as main from 'electron/main'
    import { createRequire } from 'node:module'
    const required = createRequire(import.meta.url)('electron')
    console.log('same', electron.app === app, main.app === app, required.app === app)
    app.whenReady().then(() => app.quit())`,
  )
  const app = await double.launch({ main })

  expect(await app.exited).toEqual({ code: 0, signal: null })
  expect(app.output()).toContain('same true true true')
})

test('nothing more is told of a window that is destroyed while its page loads', async () => {
  const app = await double.launch()
  await connectedPage(app)

  await app.evaluate(async ({ BrowserWindow }) => {
    const window = new BrowserWindow({ show: false })
    const told: string[] = []
    Object.assign(globalThis, { told })
    window.on('ready-to-show', () => told.push('ready-to-show'))
    window.webContents.on('did-finish-load', () => told.push('did-finish-load'))
    const gone = new Promise<void>((resolve) => window.once('closed', () => resolve()))
    window.webContents.once('dom-ready', () => window.destroy())
    void window.loadURL('app://bundle/index.html')
    await gone
  })
  await expect.poll(() => app.windows().length).toBe(1)
  const told = await app.evaluate(() => (globalThis as unknown as { told: string[] }).told)
  expect(told).toEqual([])
})

test('a destroyed window and its webContents throw', async () => {
  const app = await double.launch()
  await connectedPage(app)

  const thrown = await app.evaluate(({ app, BrowserWindow }) => {
    app.removeAllListeners('window-all-closed')
    app.on('window-all-closed', () => undefined)
    const [window] = BrowserWindow.getAllWindows()
    const contents = window?.webContents
    window?.destroy()
    function errorOf(call: () => unknown): string {
      try {
        return `no error: ${String(call())}`
      } catch (error) {
        return String(error)
      }
    }
    return [() => window?.isDestroyed(), () => window?.show(), () => contents?.send('late')].map(errorOf)
  })

  const destroyed = 'TypeError: Object has been destroyed'
  expect(thrown).toEqual(['no error: true', destroyed, destroyed])
})

test('windows and utility processes before ready are refused', async () => {
  const main = await mainBundle('early', "import { BrowserWindow } from 'electron'\nnew BrowserWindow()\n")
  const app = await double.launch({ main })
  expectErrors(app)

  expect(await app.exited).toEqual({ code: 1, signal: null })
  expect(app.errors()[0]?.message).toContain('Cannot create BrowserWindow before app is ready')
})

test('a top-level await of whenReady is told apart from a slow start', async () => {
  const main = await mainBundle('stuck', "import { app } from 'electron'\nawait app.whenReady()\n")
  const app = await double.launch({ main, startTimeoutMs: 500 })
  expectErrors(app)

  expect(await app.exited).toEqual({ code: 70, signal: null })
  expect(app.errors()[0]?.message).toContain('a top-level `await app.whenReady()` hangs Electron too (electron#40719)')
})

test('a preload script and a protocol handler that fail are reported', async () => {
  const preload = await mainBundle('bad-preload', "throw new Error('preload failed')\n")
  const main = await mainBundle(
    'bad-handlers',
    `import { app, BrowserWindow, protocol } from 'electron'
    app.whenReady().then(() => {
      protocol.handle('app', ({ url }) => {
        if (url.endsWith('.js')) throw new Error('handler failed')
        return new Response('<script src="missing.js"></script>', { headers: { 'content-type': 'text/html' } })
      })
      new BrowserWindow({ webPreferences: { preload: ${JSON.stringify(preload)} } }).loadURL('app://bundle/')
    })`,
  )
  const app = await double.launch({ main })
  expectErrors(app)

  const found = (): string[] => app.errors().map(({ source, message }) => `${source}: ${message}`)
  await eventually(found).toContainEqual(expect.stringContaining('preload: Error: preload failed'))
  await eventually(found).toContainEqual(
    expect.stringContaining('protocol handler: app://bundle/missing.js: Error: handler failed'),
  )
})

test('process.exit() and app.exit() end the app with their code, asking nobody', async () => {
  const [first, second] = await Promise.all([double.launch(), double.launch()])
  for (const app of [first, second]) {
    await connectedPage(app)
    await inFixture(app, (fixture) => void (fixture.holdClose = true))
  }

  await first.evaluate(() => void setImmediate(() => process.exit(3)))
  await second.evaluate(({ app }) => app.exit(4))

  expect([await first.exited, await second.exited].map(({ code }) => code)).toEqual([3, 4])
})

test('the app ends when the test process has gone', async () => {
  const app = await double.launch()
  await connectedPage(app)

  app.process().disconnect()

  expect(await app.exited).toEqual({ code: 1, signal: null })
})

test('utility processes end with a killed app', async () => {
  const app = await double.launch()
  await connectedPage(app)
  const pid = await app.evaluate(
    () => (globalThis as unknown as { fixture: { child: { pid: number } } }).fixture.child.pid,
  )

  app.process().kill('SIGKILL')
  await app.exited

  await eventually(() => isRunning(pid)).toBe(false)
})

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
