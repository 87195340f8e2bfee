import * as v from 'valibot'
import { AppError } from '../errors'
import { encode, FRAME_LIMIT } from './codec'
import { type ContractOf, type ServiceContract } from './contract'
import { type Message, readMessage } from './messages'
import { type Transport } from './transport'

/** A service offered on the serving side: its name, its contract and the object that does the work. */
export interface Offer {
  readonly name: string
  readonly contract: ServiceContract
  readonly implementation: Readonly<Record<string, (argument: never, signal: AbortSignal) => unknown>>
}

/** Pairs a contract with an implementation of the same interface. */
export function offer<Service extends object>(
  name: string,
  contract: ContractOf<Service>,
  implementation: Service,
): Offer {
  return { name, contract: contract as ServiceContract, implementation: implementation as Offer['implementation'] }
}

/**
 * Answers calls that come over a transport. Every argument is validated against the contract before the service sees
 * it. A malformed or oversized frame closes the transport: after it nothing can be trusted.
 * Returns what ends the serving.
 */
export function serve(
  transport: Transport,
  offers: readonly Offer[],
  onClosed: (reason: string) => void = () => undefined,
): void {
  const services = new Map(offers.map((each) => [each.name, each]))
  const running = new Map<number, { controller: AbortController; next: (() => void) | null; credit: number }>()
  let open = true

  const post = (outgoing: Message): void => {
    if (!open) return
    const frame = encode(outgoing)
    if (frame.length > FRAME_LIMIT) throw AppError.of('frame-too-large', { bytes: frame.length, limit: FRAME_LIMIT })
    transport.send(frame)
  }
  const postError = (id: number, thrown: unknown): void => {
    const { code, message: sentence, details } = AppError.from(thrown)
    post({ type: 'error', id, error: { code, message: sentence, details: { ...details } } })
  }
  const stop = (reason: string): void => {
    if (!open) return
    open = false
    for (const { controller, next } of running.values()) {
      controller.abort()
      next?.()
    }
    running.clear()
    onClosed(reason)
  }

  const start = async (incoming: Extract<Message, { type: 'call' }>): Promise<void> => {
    const { id, service, method } = incoming
    const called = `${service}.${method}`
    const state = { controller: new AbortController(), next: null as (() => void) | null, credit: 0 }
    running.set(id, state)
    try {
      const target = services.get(service)
      const contract = target && Object.hasOwn(target.contract, method) ? target.contract[method] : undefined
      const implementation = target?.implementation
      if (!contract || !implementation) throw AppError.of('unknown-call', { method: called })
      const argument = v.safeParse(contract.argument, incoming.argument)
      if (!argument.success) throw AppError.of('bad-call', { method: called, reason: argument.issues[0].message })
      const answer = implementation[method]?.(argument.output as never, state.controller.signal)
      if (contract.kind === 'call') post({ type: 'result', id, value: await answer })
      else await pump(id, answer as AsyncIterable<unknown>, state)
    } catch (thrown) {
      if (!state.controller.signal.aborted) postError(id, thrown)
    } finally {
      running.delete(id)
    }
  }

  const pump = async (
    id: number,
    events: AsyncIterable<unknown>,
    state: { controller: AbortController; next: (() => void) | null; credit: number },
  ): Promise<void> => {
    const iterator = events[Symbol.asyncIterator]()
    const { signal } = state.controller
    try {
      for (;;) {
        while (state.credit === 0 && !signal.aborted) await new Promise<void>((resolve) => (state.next = resolve))
        if (signal.aborted) break
        const event = await iterator.next()
        if (event.done || signal.aborted) break
        state.credit--
        post({ type: 'event', id, value: event.value })
      }
    } finally {
      await iterator.return?.()
    }
    post({ type: 'end', id })
  }

  transport.onFrame({
    frame(frame) {
      if (!open) return
      let incoming: Message
      try {
        incoming = readMessage(frame)
      } catch (thrown) {
        stop(AppError.from(thrown).message)
        transport.send(null)
        return
      }
      const state = running.get(incoming.id)
      if (incoming.type === 'call') void start(incoming)
      else if (incoming.type === 'cancel' && state) {
        state.controller.abort()
        state.next?.()
      } else if (incoming.type === 'next' && state) {
        state.credit = 1
        state.next?.()
      }
    },
    closed: stop,
  })
}
