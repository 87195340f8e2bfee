import * as v from 'valibot'
import { call, type ContractOf, stream } from '@shared/protocol/contract'
import { AppError } from '@shared/errors'
import { offer, type Offer } from '@shared/protocol/server'
import { type Transport } from '@shared/protocol/transport'

export interface ProbeState {
  /** Calls of `hang` that wait, and those whose signal was aborted. */
  readonly hanging: number
  readonly aborted: number
  /** Events that producers were asked for, and producers that came to their end. */
  readonly produced: number
  readonly closed: number
}

/** A service that shows what reaches a service: the same one behind every transport. */
export interface ProbeService {
  echo(argument: { value: unknown }): Promise<unknown>
  add(argument: { a: number; b: number }): Promise<number>
  zeros(argument: { bytes: number }): Promise<Uint8Array>
  refuse(): Promise<void>
  crash(): Promise<void>
  unspeakable(): Promise<unknown>
  hang(argument?: undefined, signal?: AbortSignal): Promise<void>
  count(argument: { to: number }, signal?: AbortSignal): AsyncIterable<number>
  breaking(argument: { after: number }, signal?: AbortSignal): AsyncIterable<number>
  wordless(argument?: undefined, signal?: AbortSignal): AsyncIterable<unknown>
  /** How often `tick` was called, told again whenever it was; merged while nobody asks. */
  ticks(argument?: undefined, signal?: AbortSignal): AsyncIterable<{ ticks: number }>
  tick(): Promise<void>
  state(): Promise<ProbeState>
  /** Sends bytes that no one encoded over this connection. */
  sendGarbage(): Promise<void>
}

const number = v.pipe(v.number('a number is expected'), v.finite('a finite number is expected'))

export const probeContract: ContractOf<ProbeService> = {
  echo: call(v.object({ value: v.unknown() })),
  add: call(v.object({ a: number, b: number })),
  zeros: call(v.object({ bytes: number })),
  refuse: call(),
  crash: call(),
  unspeakable: call(),
  hang: call(),
  count: stream(v.object({ to: number })),
  breaking: stream(v.object({ after: number })),
  wordless: stream(),
  ticks: stream(),
  tick: call(),
  state: call(),
  sendGarbage: call(),
}

/** One per process: its numbers are those of all connections. */
export class Probe {
  private state = { hanging: 0, aborted: 0, produced: 0, closed: 0 }
  private ticks = 0
  private readonly wakes = new Set<() => void>()

  offers(transport: Transport): Offer[] {
    return [offer('probe', probeContract, this.service(transport))]
  }

  private service(transport: Transport): ProbeService {
    const { state } = this
    return {
      echo: async ({ value }) => value,
      add: async ({ a, b }) => a + b,
      zeros: async ({ bytes }) => new Uint8Array(bytes),
      refuse: async () => {
        throw AppError.of('no-sample', { sample: 9, rows: 4 })
      },
      crash: () => {
        throw new TypeError('x is not a function')
      },
      unspeakable: async () => new Map(),
      hang: async (_nothing, signal) => {
        state.hanging++
        await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }))
        state.hanging--
        state.aborted++
      },
      count: ({ to }) => this.counted(to),
      breaking: ({ after }) => this.counted(after, AppError.of('no-data', {})),
      wordless: () => this.produce([new Date(0)]),
      ticks: (_nothing, signal) => this.merged(signal),
      tick: async () => {
        this.ticks++
        for (const wake of this.wakes) wake()
      },
      state: async () => ({ ...state }),
      sendGarbage: async () => transport.send(Uint8Array.of(255, 255, 255, 255, 1)),
    }
  }

  private counted(to: number, failure?: Error): AsyncGenerator<number> {
    return this.produce(
      Array.from({ length: to }, (_, index) => index + 1),
      failure,
    )
  }

  private async *produce<Event>(events: readonly Event[], failure?: Error): AsyncGenerator<Event> {
    try {
      for (const event of events) {
        this.state.produced++
        yield event
      }
      if (failure) throw failure
    } finally {
      this.state.closed++
    }
  }

  private async *merged(signal?: AbortSignal): AsyncGenerator<{ ticks: number }> {
    let told = -1
    try {
      while (!signal?.aborted) {
        if (told === this.ticks) await this.change(signal)
        if (signal?.aborted) return
        told = this.ticks
        this.state.produced++
        yield { ticks: told }
      }
    } finally {
      this.state.closed++
    }
  }

  private async change(signal?: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      this.wakes.add(resolve)
      signal?.addEventListener('abort', () => resolve(), { once: true })
    })
    this.wakes.clear()
  }
}
