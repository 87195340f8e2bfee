import { expect, test } from 'vitest'
import { connectedPage, eventually, expectErrors, useDouble } from './fixture.ts'

interface Bridge {
  version: number
  nested: { list: number[] }
  unsafe: string
  seesPage(): boolean
  invoke(channel: string, value?: unknown): Promise<unknown>
  send(channel: string): void
  later(callback: (value: number) => number): Promise<number>
  fail(): Promise<never>
  bytes(array: number[]): Float32Array
  take(value: unknown): string[]
}

type BridgeWindow = Window & { bridge: Bridge; preloadOnly?: string }

const double = useDouble()

test('the preload script runs in a world of its own, before the page', async () => {
  const page = await connectedPage(await double.launch())

  const seen = await page.evaluate(() => {
    const { bridge, preloadOnly } = window as unknown as BridgeWindow
    return { seesPage: bridge.seesPage(), preloadOnly: preloadOnly === undefined, unsafe: bridge.unsafe }
  })

  expect(seen).toEqual({ seesPage: false, preloadOnly: true, unsafe: 'module not found: fs' })
})

test('contextBridge carries frozen values, functions, callbacks, promises and typed arrays', async () => {
  const page = await connectedPage(await double.launch())

  const seen = await page.evaluate(async () => {
    const { bridge } = window as unknown as BridgeWindow
    return {
      version: bridge.version,
      list: bridge.nested.list,
      frozen: Object.isFrozen(bridge) && Object.isFrozen(bridge.nested.list),
      later: await bridge.later((value) => value * 2),
      failed: await bridge.fail().catch((error: Error) => `${error.name}: ${error.message}`),
      bytes: [...bridge.bytes([1, 2.5])],
    }
  })

  expect(seen).toEqual({ version: 1, list: [1, 2], frozen: true, later: 41, failed: 'Error: no', bytes: [2, 5] })
})

test('contextBridge refuses a Proxy, such as a reactive object', async () => {
  const page = await connectedPage(await double.launch())

  const refused = await page.evaluate(() => {
    try {
      return (window as unknown as BridgeWindow).bridge.take(new Proxy({ a: 1 }, {}))
    } catch (error) {
      return String(error)
    }
  })

  expect(refused).toBe('Error: An object could not be cloned.')
})

test('invoke brings every kind of value that structured clone knows there and back', async () => {
  const page = await connectedPage(await double.launch())

  const checks = await page.evaluate(async () => {
    const { bridge } = window as unknown as BridgeWindow
    const echo = <Value>(value: Value): Promise<Value> => bridge.invoke('echo', value) as Promise<Value>
    const cycle: { self?: unknown } = {}
    cycle.self = cycle
    const cycled = await echo(cycle)
    const view = new Float32Array([1, 2, 3, 4]).subarray(1, 3)
    const sent = await echo(view)
    const map = await echo(new Map([[{ key: 1 }, new Set([1n])]]))
    return {
      numbers: (await echo([undefined, null, NaN, -0, -Infinity, 5n])).map(String),
      minusZero: Object.is(await echo(-0), -0),
      cycle: cycled.self === cycled,
      view: [...sent, sent.byteOffset, sent.buffer.byteLength],
      map: [...map].map(([key, set]) => [key.key, String([...set])]),
      date: (await echo(new Date(0))).toISOString(),
      regexp: String(await echo(/a/g)),
      error: String(await echo(new RangeError('far'))),
      buffer: (await echo(new ArrayBuffer(3))).byteLength,
    }
  })

  expect(checks).toEqual({
    numbers: ['undefined', 'null', 'NaN', '0', '-Infinity', '5'],
    minusZero: true,
    cycle: true,
    view: [2, 3, 4, 16],
    map: [[1, '1']],
    date: '1970-01-01T00:00:00.000Z',
    regexp: '/a/g',
    error: 'Error: far', // contextBridge keeps the message only
    buffer: 3,
  })
})

test('a handler that throws rejects with the remote error text', async () => {
  const page = await connectedPage(await double.launch())

  const messages = await page.evaluate(async () => {
    const { bridge } = window as unknown as BridgeWindow
    const message = (channel: string): Promise<unknown> => bridge.invoke(channel).catch((error: Error) => error.message)
    return [await message('fail'), await message('nobody')]
  })

  expect(messages).toEqual([
    "Error invoking remote method 'fail': RangeError: out of range",
    "Error invoking remote method 'nobody': Error: No handler registered for 'nobody'",
  ])
})

test('a listener that throws is an uncaught error of the main process, which goes on', async () => {
  const app = await double.launch()
  expectErrors(app)
  const page = await connectedPage(app)

  await page.evaluate(() => (window as unknown as BridgeWindow).bridge.send('throw'))

  await eventually(() => app.errors().map(({ message }) => message)).toEqual([
    expect.stringContaining('Uncaught Exception:\nError: listener failed'),
  ])
  expect(await page.evaluate(() => (window as unknown as BridgeWindow).bridge.invoke('echo', 'still here'))).toBe(
    'still here',
  )
})

test('the sender is known by its app:// address', async () => {
  const page = await connectedPage(await double.launch())

  const sender = await page.evaluate(() => (window as unknown as BridgeWindow).bridge.invoke('sender'))

  expect(sender).toEqual({ url: 'app://bundle/?view=main', origin: 'app://bundle', isWindow: true })
})
