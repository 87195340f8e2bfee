import { expect, test } from 'vitest'
import { connectedPage, events, eventually, type FixtureState, inFixture, useDouble } from './fixture.ts'

interface PortWindow {
  port: MessagePort
  portCloses: number
  ask(message: unknown): Promise<unknown>
  echoBytes(size: number): Promise<{ same: boolean; sum: boolean; kind: string }>
}

const double = useDouble()
const MEGABYTE = 2 ** 20

test('a port leads from the page to the utility process and back', async () => {
  const app = await double.launch()
  const page = await connectedPage(app)

  const answer = await page.evaluate(() => (window as unknown as PortWindow).ask({ text: 'hello', list: [1, , 3] })) // eslint-disable-line no-sparse-arrays -- holes must survive

  expect(answer).toEqual({ text: 'hello', list: [1, undefined, 3] })
  const [greeting] = await app.evaluate(
    () => (globalThis as unknown as { fixture: { messages: unknown[] } }).fixture.messages,
  )
  expect(greeting).toEqual({ connected: ['--flag'], send: 'undefined' })
})

test.each([MEGABYTE, 4 * MEGABYTE])('a frame of %i bytes is echoed unchanged', async (size) => {
  const page = await connectedPage(await double.launch())

  const result = await page.evaluate((bytes) => (window as unknown as PortWindow).echoBytes(bytes), size)

  expect(result).toEqual({ same: true, sum: true, kind: 'Uint8Array' })
})

test('a thousand messages arrive in order', async () => {
  const page = await connectedPage(await double.launch())

  const inOrder = await page.evaluate(async () => {
    const { port } = window as unknown as PortWindow
    const seen: number[] = []
    const all = new Promise<void>((resolve) => {
      port.onmessage = ({ data }) => {
        if (seen.push(data) === 1000) resolve()
      }
    })
    for (let index = 0; index < 1000; index += 1) port.postMessage(index)
    await all
    return seen.every((value, index) => value === index)
  })

  expect(inOrder).toBe(true)
})

test('what the utility process receives and sends owns its whole buffer', async () => {
  const page = await connectedPage(await double.launch())

  const sizes = await page.evaluate(async () => {
    const { ask } = window as unknown as PortWindow
    const frame = (await ask({ bytes: new Uint8Array(16) })) as { bytes: Uint8Array }
    return [frame.bytes.byteOffset, frame.bytes.buffer.byteLength]
  })

  expect(sizes).toEqual([0, 16])
})

test('a transferred ArrayBuffer throws, because Electron would lose the message', async () => {
  const page = await connectedPage(await double.launch())

  const thrown = await page.evaluate(() => {
    const bytes = new Uint8Array(4)
    try {
      ;(window as unknown as PortWindow).port.postMessage(bytes, [bytes.buffer])
      return 'nothing'
    } catch (error) {
      return String(error)
    }
  })

  expect(thrown).toContain('electron#34905')
})

test("the preload's own port leads to the main process", async () => {
  const app = await double.launch()
  const page = await connectedPage(app)

  await inFixture(app, ({ window }) => window.webContents.send('page-port'))

  await page.locator('#state', { hasText: '{"main":"from the page"}' }).waitFor()
})

test('a killed utility process closes the port, exits, and can be started again', async () => {
  const app = await double.launch()
  const page = await connectedPage(app)

  await inFixture(app, ({ killUtility }) => killUtility())
  await page.locator('#state', { hasText: 'closed' }).waitFor()
  await eventually(() => events(app)).toContain('gone killed Engine')
  expect((await events(app)).filter((event) => /^(exit|gone)/.test(event))).toEqual(['exit 9', 'gone killed Engine'])

  await inFixture(app, (fixture) => {
    fixture.startUtility()
    fixture.connect()
  })
  await page.locator('#state', { hasText: 'connected engine' }).waitFor()
  expect(await page.evaluate(() => (window as unknown as PortWindow).ask('again'))).toBe('again')
  expect(await page.evaluate(() => (window as unknown as PortWindow).portCloses)).toBe(1)
})

test('a port is closed even if its process is killed before it starts', async () => {
  const app = await double.launch()
  const page = await connectedPage(app)

  await inFixture(app, (fixture) => {
    fixture.startUtility()
    fixture.connect()
    fixture.child.once('spawn', () => fixture.killUtility())
  })

  await page.waitForFunction(() => (window as unknown as PortWindow).portCloses === 1)
})

test('kill() ends the process without child-process-gone', async () => {
  const app = await double.launch()
  await connectedPage(app)

  await inFixture(app, ({ child }) => void child.kill())

  await eventually(() => events(app)).toContain('exit 15')
  expect(await events(app)).not.toContainEqual(expect.stringMatching(/^gone/))
})

test('a port that closes before the utility process listens is closed for it all the same', async () => {
  const app = await double.launch()
  await connectedPage(app)

  await app.evaluate(({ MessageChannelMain }) => {
    const { fixture } = globalThis as unknown as { fixture: FixtureState }
    fixture.startUtility()
    const { port1, port2 } = new MessageChannelMain()
    fixture.child.postMessage({ type: 'connect' }, [port1])
    port2.close()
  })

  await eventually(() =>
    app.evaluate(() => (globalThis as unknown as { fixture: { messages: unknown[] } }).fixture.messages),
  ).toContain('port closed')
})

test('a reload closes the old port in the utility process and connects a new one', async () => {
  const app = await double.launch()
  const page = await connectedPage(app)

  await page.reload()
  await page.locator('#state', { hasText: 'connected engine' }).waitFor()

  expect(await page.evaluate(() => (window as unknown as PortWindow).ask(1))).toBe(1)
  await eventually(() =>
    app.evaluate(() => (globalThis as unknown as { fixture: { messages: unknown[] } }).fixture.messages),
  ).toContain('port closed')
})

test('a crashed page is reported, and can be loaded again', async () => {
  const app = await double.launch()
  const page = await connectedPage(app)
  const crashed = page.waitForEvent('crash')

  await inFixture(app, ({ window }) => window.webContents.forcefullyCrashRenderer())
  await crashed

  await eventually(() => events(app)).toContain('render-process-gone crashed')
  await inFixture(app, ({ window }) => window.webContents.reload())
  // Playwright's own Page stays crashed, so the main process is asked.
  const state = "document.getElementById('state')?.textContent"
  await eventually(() =>
    app.evaluate(
      ({ BrowserWindow }, code) => BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(code),
      state,
    ),
  ).toBe('connected engine')
})
