import { AppError } from '@shared/errors'
import { RpcClient } from '@shared/protocol/client'
import { encode, FRAME_LIMIT } from '@shared/protocol/codec'
import { type ContractOf } from '@shared/protocol/contract'
import { type Transport } from '@shared/protocol/transport'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { probeContract, type ProbeService, type ProbeState } from './probe'
import { type Wire, wireKinds } from './wires'

interface Connection {
  readonly transport: Transport
  readonly client: RpcClient
  readonly probe: ProbeService
  readonly closed: string[]
}

/** What a promise was rejected with; fails where it was not. */
async function rejection(promise: Promise<unknown>): Promise<AppError> {
  const outcome = await promise.then(
    (value) => new Error(`It was not rejected, but gave ${JSON.stringify(value)}.`),
    (thrown: unknown) => thrown,
  )
  if (outcome instanceof AppError) return outcome
  throw outcome
}

const told = ({ code, message, details }: AppError) => ({ code, message, details })

const iteratorOf = <Event>(stream: AsyncIterable<Event>): AsyncIterator<Event> => stream[Symbol.asyncIterator]()

describe.each(wireKinds)('over $name', ({ open }) => {
  let wire: Wire
  let control: ProbeService
  let before: ProbeState
  const connections: Connection[] = []

  async function connect(): Promise<Connection> {
    const transport = await wire.connect()
    const closed: string[] = []
    const client = new RpcClient(transport, (reason) => closed.push(reason))
    const connection = { transport, client, probe: client.service<ProbeService>('probe', probeContract), closed }
    connections.push(connection)
    return connection
  }

  /** What the probe counted since the test began. */
  async function counted(): Promise<ProbeState> {
    const { hanging, aborted, produced, closed } = await control.state()
    return {
      hanging,
      aborted: aborted - before.aborted,
      produced: produced - before.produced,
      closed: closed - before.closed,
    }
  }

  const until = (expected: Partial<ProbeState>): Promise<void> =>
    vi.waitFor(async () => expect(await counted()).toMatchObject(expected), { timeout: 30_000 })

  beforeAll(async () => {
    wire = await open()
  })
  afterAll(() => wire.close())
  const connected = async (): Promise<Connection> => {
    control = (await connect()).probe
    before = await control.state()
    return connect()
  }
  afterEach(() => {
    for (const { client } of connections.splice(0)) client.close()
  })

  describe('a call', () => {
    test('gives its value, many at a time and each its own', async () => {
      const { probe } = await connected()
      const sums = Array.from({ length: 50 }, (_, index) => probe.add({ a: index, b: 1 }))
      expect(await Promise.all(sums)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1))
    })

    test('carries typed arrays, views and numbers that JSON can not say', async () => {
      const { probe } = await connected()
      const value = {
        f64: Float64Array.of(0.1, Number.NaN, -0),
        f32: Float32Array.of(1, 2, 3).subarray(1),
        u8: new Uint8Array(100_000).fill(7),
        none: undefined,
        list: [undefined, null, Infinity, -0, 'ü'],
        $: 'tag',
      }
      const { none: _none, ...rest } = value
      expect(await probe.echo({ value })).toEqual(rest)
    })

    test('fails with the code, the sentence and the details of the error', async () => {
      const { probe } = await connected()
      expect(told(await rejection(probe.refuse()))).toEqual({
        code: 'no-sample',
        message: 'There is no sample 9; the data has 4 rows, counted from 0.',
        details: { sample: 9, rows: 4 },
      })
    })

    test('fails with "unexpected" where the service has a bug', async () => {
      const { probe } = await connected()
      expect(told(await rejection(probe.crash()))).toEqual({
        code: 'unexpected',
        message: 'Something unexpected happened: x is not a function',
        details: { reason: 'x is not a function' },
      })
      expect((await rejection(probe.unspeakable())).message).toBe(
        "Something unexpected happened: A Map can't cross to another process.",
      )
      expect(await probe.add({ a: 1, b: 1 })).toBe(2)
    })

    test('with a bad argument does not reach the service', async () => {
      const { probe } = await connected()
      const bad = { a: 'one', b: 2 } as unknown as { a: number; b: number }
      expect(told(await rejection(probe.add(bad)))).toEqual({
        code: 'bad-call',
        message: 'The call probe.add was refused: a number is expected.',
        details: { method: 'probe.add', reason: 'a number is expected' },
      })
      expect((await rejection(probe.add({ a: Number.NaN, b: 2 }))).message).toBe(
        'The call probe.add was refused: a number is expected.',
      )
    })

    test.each(['nothing', 'constructor', 'toString', '__proto__'])('of the unknown method %s', async (method) => {
      const { client } = await connected()
      const contract = Object.fromEntries([[method, probeContract.tick]]) as unknown as ContractOf<
        Record<string, () => Promise<void>>
      >
      const unknown = client.service<Record<string, () => Promise<void>>>('probe', contract)
      const called = Object.entries(unknown)[0]?.[1]
      expect((await rejection(called?.() ?? Promise.resolve())).message).toBe(
        `There is no call probe.${method}. The window and its engine come from different versions; start the program again.`,
      )
    })

    test('of an unknown service', async () => {
      const { client } = await connected()
      const other = client.service<ProbeService>('other', probeContract)
      expect((await rejection(other.tick())).code).toBe('unknown-call')
    })

    test('that is cancelled fails at once, and its signal reaches the service', async () => {
      const { probe } = await connected()
      const controller = new AbortController()
      const hanging = rejection(probe.hang(undefined, controller.signal))
      await until({ hanging: 1 })
      controller.abort()
      expect(told(await hanging)).toEqual({
        code: 'cancelled',
        message: 'The call probe.hang was cancelled.',
        details: { method: 'probe.hang' },
      })
      await until({ hanging: 0, aborted: 1 })
    })

    test('that is cancelled before it starts', async () => {
      const { probe } = await connected()
      const controller = new AbortController()
      controller.abort()
      expect((await rejection(probe.hang(undefined, controller.signal))).code).toBe('cancelled')
      await until({ hanging: 0 })
    })
  })

  describe('a stream', () => {
    test('gives its events in order and ends', async () => {
      const { probe } = await connected()
      const events: number[] = []
      for await (const event of probe.count({ to: 20 })) events.push(event)
      expect(events).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
      expect(await counted()).toMatchObject({ produced: 20, closed: 1 })
    })

    test('without a reader starts nothing', async () => {
      const { probe } = await connected()
      probe.count({ to: 20 })
      expect(await probe.add({ a: 1, b: 1 })).toBe(2)
      expect(await counted()).toMatchObject({ produced: 0 })
    })

    test('produces one event per question, no more', async () => {
      const { probe } = await connected()
      const iterator = iteratorOf(probe.count({ to: 1000 }))
      for (const expected of [1, 2, 3]) expect(await iterator.next()).toEqual({ done: false, value: expected })
      expect(await counted()).toMatchObject({ produced: 3, closed: 0 })
      await iterator.return?.()
      await until({ produced: 3, closed: 1 })
      expect(await iterator.next()).toEqual({ done: true, value: undefined })
    })

    test('gives a slow reader one merged update for all that happened meanwhile', async () => {
      const { probe } = await connected()
      const iterator = iteratorOf(probe.ticks())
      const first = (await iterator.next()).value as { ticks: number }
      for (let times = 0; times < 100; times++) await control.tick()
      expect(await counted()).toMatchObject({ produced: 1 })
      expect(await iterator.next()).toEqual({ done: false, value: { ticks: first.ticks + 100 } })
      expect(await counted()).toMatchObject({ produced: 2 })
      await iterator.return?.()
      await until({ closed: 1 })
    })

    test('that its reader leaves is ended, also while the reader waits', async () => {
      const { probe } = await connected()
      for await (const event of probe.count({ to: 1000 })) if (event === 2) break
      await until({ produced: 2, closed: 1 })
      const iterator = iteratorOf(probe.ticks())
      await iterator.next()
      const waiting = iterator.next()
      expect(await iterator.return?.()).toEqual({ done: true, value: undefined })
      expect(await waiting).toEqual({ done: true, value: undefined })
      await until({ closed: 2 })
    })

    test('ends with the signal of its reader', async () => {
      const { probe } = await connected()
      const controller = new AbortController()
      const iterator = iteratorOf(probe.ticks(undefined, controller.signal))
      await iterator.next()
      const waiting = iterator.next()
      controller.abort()
      expect(await waiting).toEqual({ done: true, value: undefined })
      await until({ closed: 1 })
    })

    test('of a signal that was aborted before gives nothing and starts nothing', async () => {
      const { probe } = await connected()
      const controller = new AbortController()
      controller.abort()
      const events: number[] = []
      for await (const event of probe.count({ to: 3 }, controller.signal)) events.push(event)
      expect(events).toEqual([])
      expect(await counted()).toMatchObject({ produced: 0 })
    })

    test('fails with the error of its producer, after the events before it', async () => {
      const { probe } = await connected()
      const iterator = iteratorOf(probe.breaking({ after: 1 }))
      expect(await iterator.next()).toEqual({ done: false, value: 1 })
      expect((await rejection(iterator.next())).code).toBe('no-data')
      expect(await iterator.next()).toEqual({ done: true, value: undefined })
    })

    test('of events that can not be encoded fails and ends its producer', async () => {
      const { probe } = await connected()
      expect((await rejection(iteratorOf(probe.wordless()).next())).message).toBe(
        "Something unexpected happened: A Date can't cross to another process.",
      )
      await until({ closed: 1 })
    })

    test('with a bad argument', async () => {
      const { probe } = await connected()
      const bad = { to: 'ten' } as unknown as { to: number }
      expect((await rejection(iteratorOf(probe.count(bad)).next())).code).toBe('bad-call')
    })
  })

  describe('when the connection closes', () => {
    test('all that is under way fails, the service is told, and later calls fail too', async () => {
      const { probe, client, closed } = await connected()
      const call = rejection(probe.hang())
      const iterator = iteratorOf(probe.ticks())
      await iterator.next()
      const event = rejection(iterator.next())
      await until({ hanging: 1 })
      client.close()
      expect((await call).code).toBe('connection-closed')
      expect((await event).code).toBe('connection-closed')
      expect((await rejection(probe.tick())).code).toBe('connection-closed')
      expect((await rejection(iteratorOf(probe.count({ to: 1 })).next())).code).toBe('connection-closed')
      expect(closed).toHaveLength(1)
      await until({ hanging: 0, aborted: 1, closed: 1 })
    })

    test('a reader between two events hears of it with the next one', async () => {
      const { probe, client, closed } = await connected()
      const iterator = iteratorOf(probe.ticks())
      await iterator.next()
      client.close()
      await vi.waitFor(() => expect(closed).toHaveLength(1))
      expect((await rejection(iterator.next())).code).toBe('connection-closed')
    })

    test('the other connections stay open', async () => {
      const { client, closed } = await connected()
      client.close()
      await vi.waitFor(() => expect(closed).toHaveLength(1))
      expect(await control.add({ a: 2, b: 2 })).toBe(4)
    })
  })

  describe('a frame that can not be trusted', () => {
    const bad: [string, () => Uint8Array][] = [
      ['random bytes', () => Uint8Array.of(1, 2, 3)],
      ['a value that is no message', () => encode({ type: 'call', id: -1 })],
      ['a message of an unknown kind', () => encode({ type: 'eval', id: 1, code: '1' })],
      ['more bytes than a frame may have', () => new Uint8Array(FRAME_LIMIT + 1)],
    ]
    test.each(bad)(
      '%s closes the connection: what is under way fails, and nothing after it is served',
      async (_name, frame) => {
        const { probe, transport, closed } = await connected()
        const call = rejection(probe.hang())
        await until({ hanging: 1 })
        transport.send(frame())
        transport.send(encode({ type: 'call', id: 900, service: 'probe', method: 'hang' }))
        expect((await call).code).toBe('connection-closed')
        await vi.waitFor(() => expect(closed).toHaveLength(1))
        await until({ hanging: 0, aborted: 1 })
      },
    )

    test('is refused by the calling side too', async () => {
      const { probe } = await connected()
      const hanging = rejection(probe.hang())
      const garbage = rejection(probe.sendGarbage())
      expect([(await hanging).message, (await garbage).code]).toEqual([
        'The connection to the engine was closed (A malformed message arrived (the JSON part is longer than the frame); the connection was closed.). Your document is safe in this window; save it, or reload to reconnect.',
        'connection-closed',
      ])
      await until({ hanging: 0 })
    })

    test('is not sent: a call or an answer that is too large fails on its own', async () => {
      const { probe } = await connected()
      expect((await rejection(probe.echo({ value: new Uint8Array(FRAME_LIMIT) }))).code).toBe('frame-too-large')
      const answer = await rejection(probe.zeros({ bytes: FRAME_LIMIT }))
      expect(answer.message).toMatch(/^A message of 671\d{5} bytes is over the limit of 67108864 bytes\.$/)
      expect(await probe.add({ a: 1, b: 1 })).toBe(2)
    })

    test('that answers or cancels what was never asked is passed over', async () => {
      const { probe, transport } = await connected()
      for (const type of ['cancel', 'next', 'end'] as const) transport.send(encode({ type, id: 77 }))
      expect(await probe.add({ a: 1, b: 1 })).toBe(2)
    })
  })
})
