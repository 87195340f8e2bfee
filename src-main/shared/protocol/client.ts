import { AppError } from '../errors'
import { encode, FRAME_LIMIT } from './codec'
import { type ContractOf, type ServiceContract } from './contract'
import { type Message, readMessage } from './messages'
import { type Transport } from './transport'

/** What waits for answers to one call: a promise's two ends, or a stream's reader. */
interface Pending {
  value(value: unknown): void
  end(): void
  failed(error: AppError): void
}

/**
 * The calling side of a transport. `service` gives an object that has the service's interface; every method is a
 * message away. When the transport closes, all that is under way fails with `connection-closed`.
 */
export class RpcClient {
  private readonly transport: Transport
  private readonly pending = new Map<number, Pending>()
  private nextId = 0
  private closedReason: string | null = null

  constructor(transport: Transport, onClosed: (reason: string) => void = () => undefined) {
    this.transport = transport
    transport.onFrame({
      frame: (frame) => this.receive(frame),
      closed: (reason) => {
        this.fail(reason)
        onClosed(reason)
      },
    })
  }

  service<Service extends object>(name: string, contract: ContractOf<Service>): Service {
    const methods = Object.entries(contract as ServiceContract).map(([method, { kind }]) => [
      method,
      kind === 'call'
        ? (argument: unknown, signal?: AbortSignal) => this.call(name, method, argument, signal)
        : (argument: unknown, signal?: AbortSignal) => this.stream(name, method, argument, signal),
    ])
    return Object.fromEntries(methods) as Service
  }

  close(): void {
    this.transport.send(null)
  }

  private call(service: string, method: string, argument: unknown, signal?: AbortSignal): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const id = this.open(
        { service, method, argument },
        { value: resolve, end: () => resolve(undefined), failed: reject },
      )
      const cancel = (): void => {
        if (!this.pending.delete(id)) return
        this.post({ type: 'cancel', id })
        reject(AppError.of('cancelled', { method: `${service}.${method}` }))
      }
      if (signal?.aborted) cancel()
      else signal?.addEventListener('abort', cancel, { once: true })
    })
  }

  /**
   * A stream starts with its first `next`, and gives one event per `next`: a slow reader slows the producer. It ends
   * early with `return`, or when `signal` is aborted; a `next` that waits then gives the end.
   */
  private stream(
    service: string,
    method: string,
    argument: unknown,
    signal?: AbortSignal,
  ): AsyncIterable<unknown, undefined> {
    return {
      [Symbol.asyncIterator]: () => {
        let id: number | null = null
        let done = false
        const close = (): void => {
          if (done) return
          done = true
          if (id === null) return
          const waiting = this.pending.get(id)
          this.pending.delete(id)
          this.post({ type: 'cancel', id })
          waiting?.end()
        }
        if (signal?.aborted) done = true
        else signal?.addEventListener('abort', close, { once: true })
        return {
          next: () =>
            new Promise<IteratorResult<unknown, undefined>>((resolve, reject) => {
              const finish = (): void => {
                done = true
                resolve({ done: true, value: undefined })
              }
              const waiting: Pending = {
                value: (value) => resolve({ done: false, value }),
                end: finish,
                failed: (error) => {
                  done = true
                  reject(error)
                },
              }
              if (done) return finish()
              if (id === null) id = this.open({ service, method, argument }, waiting)
              else if (this.closedReason !== null) return waiting.failed(this.closedError(this.closedReason))
              else this.pending.set(id, waiting)
              this.post({ type: 'next', id })
            }),
          return: () => {
            close()
            return Promise.resolve({ done: true, value: undefined } as const)
          },
        }
      },
    }
  }

  private open(target: { service: string; method: string; argument: unknown }, pending: Pending): number {
    const id = this.nextId++
    if (this.closedReason !== null) {
      pending.failed(this.closedError(this.closedReason))
      return id
    }
    this.pending.set(id, pending)
    try {
      this.post({ type: 'call', id, ...target })
    } catch (thrown) {
      this.pending.delete(id)
      pending.failed(AppError.from(thrown))
    }
    return id
  }

  private post(outgoing: Message): void {
    const frame = encode(outgoing)
    if (frame.length > FRAME_LIMIT) throw AppError.of('frame-too-large', { bytes: frame.length, limit: FRAME_LIMIT })
    if (this.closedReason === null) this.transport.send(frame)
  }

  private receive(frame: Uint8Array): void {
    let incoming: Message
    try {
      incoming = readMessage(frame)
    } catch (thrown) {
      this.fail(AppError.from(thrown).message)
      this.transport.send(null)
      return
    }
    const pending = this.pending.get(incoming.id)
    if (!pending) return
    this.pending.delete(incoming.id)
    if (incoming.type === 'result' || incoming.type === 'event') pending.value(incoming.value)
    else if (incoming.type === 'error') pending.failed(AppError.revive(incoming.error))
    else if (incoming.type === 'end') pending.end()
  }

  private fail(reason: string): void {
    if (this.closedReason !== null) return
    this.closedReason = reason
    const waiting = [...this.pending.values()]
    this.pending.clear()
    for (const pending of waiting) pending.failed(this.closedError(reason))
  }

  private closedError(reason: string): AppError {
    return AppError.of('connection-closed', { reason })
  }
}
