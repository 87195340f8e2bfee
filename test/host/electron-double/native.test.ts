import { expect, test } from 'vitest'
import type { Page } from 'playwright'
import { connectedPage, events, eventually, expectErrors, useDouble } from './fixture.ts'

const double = useDouble()

type BridgeWindow = { bridge: { invoke(channel: string): Promise<unknown> } }

const openFile = (page: Page): Promise<unknown> =>
  page.evaluate(() => (window as unknown as BridgeWindow).bridge.invoke('open').catch((error: Error) => error.message))

test('a dialog answers what the test has scripted', async () => {
  const app = await double.launch()
  const page = await connectedPage(app)

  await app.evaluate(({ dialog }) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: ['/data/digits.csv'] })
  })

  expect(await openFile(page)).toEqual(['/data/digits.csv'])
})

test('a dialog without a script throws, and is an error of the run', async () => {
  const app = await double.launch()
  expectErrors(app)

  const answer = await openFile(await connectedPage(app))

  const problem = 'electron double: dialog.showOpenDialog was called, but the test has not scripted an answer'
  expect(answer).toBe(`Error invoking remote method 'open': Error: ${problem}`)
  expect(app.errors()).toEqual([{ source: 'dialog', message: `${problem}: {"properties":["openFile"]}` }])
  expect(app.calls()).toContainEqual({ name: 'dialog.showOpenDialog', args: [{ properties: ['openFile'] }] })
})

test('menu items are found by id and clicked; a disabled one does nothing', async () => {
  const app = await double.launch()
  await connectedPage(app)

  await app.evaluate(({ Menu }) => {
    const menu = Menu.getApplicationMenu()
    for (const id of ['save', 'off', 'wrap', 'wrap']) menu?.getMenuItemById(id)?.click()
  })

  const chosen = (await events(app)).filter((event) => /^(menu|wrap)/.test(event))
  expect(chosen).toEqual(['menu Save', 'wrap true', 'wrap false'])
})

test("the protocol handler's policy blocks inline scripts and eval, and isolates the page", async () => {
  const page = await connectedPage(await double.launch())

  const page_ = await page.evaluate(() => ({
    inline: 'inlineRan' in window,
    evaluated: (window as unknown as { evalRan: boolean }).evalRan,
    isolated: crossOriginIsolated,
    secure: isSecureContext,
  }))

  expect(page_).toEqual({ inline: false, evaluated: false, isolated: true, secure: true })
})

test('the protocol handler receives request bodies and answers with its own status', async () => {
  const page = await connectedPage(await double.launch())

  const answers = await page.evaluate(async () => {
    const echo = await fetch('./echo', { method: 'POST', body: 'ünïcode' })
    const missing = await fetch('./missing.js')
    return [await echo.text(), missing.status]
  })

  expect(answers).toEqual(['ünïcode', 404])
})

test('navigation and new windows can be refused', async () => {
  const app = await double.launch()
  const page = await connectedPage(app)

  await page.locator('#popup').click()
  await page.locator('#away').click()
  await page.evaluate(() => window.open('./other'))

  const wanted = ['open https://example.test/popup', 'navigate https://example.test/away', 'open app://bundle/other']
  await eventually(() => events(app)).toEqual(expect.arrayContaining(wanted))
  expect(await page.locator('#state').textContent()).toBe('connected engine')
  expect(app.windows()).toHaveLength(1)
})

test('the window takes the title of its page', async () => {
  const app = await double.launch()
  const page = await connectedPage(app)

  await page.evaluate(() => (document.title = 'Changed'))

  await eventually(() =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.getTitle())),
  ).toEqual(['Changed'])
})

test('shell, recent documents and the clipboard are recorded or kept, and touch nothing', async () => {
  const app = await double.launch()
  await connectedPage(app)

  const text = await app.evaluate(async ({ app, clipboard, shell }) => {
    await shell.openExternal('https://example.test')
    shell.showItemInFolder('/data/model.json')
    app.addRecentDocument('/data/model.json')
    clipboard.writeText('copied')
    return clipboard.readText()
  })

  expect(text).toBe('copied')
  expect(app.calls().slice(-3)).toEqual([
    { name: 'shell.openExternal', args: ['https://example.test'] },
    { name: 'shell.showItemInFolder', args: ['/data/model.json'] },
    { name: 'app.addRecentDocument', args: ['/data/model.json'] },
  ])
})

test('the theme follows themeSource, tells it once, and reaches the page', async () => {
  const app = await double.launch()
  const page = await connectedPage(app)

  const seen = await app.evaluate(({ nativeTheme }) => {
    let updates = 0
    nativeTheme.on('updated', () => (updates += 1))
    nativeTheme.themeSource = 'dark'
    nativeTheme.themeSource = 'dark'
    return { dark: nativeTheme.shouldUseDarkColors, source: nativeTheme.themeSource, updates }
  })

  expect(seen).toEqual({ dark: true, source: 'dark', updates: 1 })
  await page.waitForFunction(() => matchMedia('(prefers-color-scheme: dark)').matches)
  await page.reload()
  await page.waitForFunction(() => matchMedia('(prefers-color-scheme: dark)').matches)
})
