// The test's end of the line to the app's main process; the other end is link.mjs.
import type { ChildProcess } from 'node:child_process'

export interface AppCall {
  name: string
  args: unknown[]
}

export interface AppError {
  /** Where it was noticed, e.g. `dialog.showErrorBox`, `preload`, `protocol handler`. */
  source: string
  message: string
}

interface Waiting {
  resolve(value: unknown): void
  reject(error: Error): void
}

export class TestLink {
  output = ''
  readonly errors: AppError[] = []
  readonly calls: AppCall[] = []
  readonly #child: ChildProcess
  readonly #waiting = new Map<number, Waiting>()
  #evaluations = 0

  constructor(child: ChildProcess) {
    this.#child = child
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (this.output += String(text)))
    child.on('message', (message: Record<string, unknown>) => this.#receive(message))
    child.on('exit', () => this.#dropAll())
  }

  /** Runs the source of a function in the main process. */
  evaluate<Result>(source: string, arg: unknown): Promise<Result> {
    return new Promise<unknown>((resolve, reject) => {
      if (!this.#child.connected) return reject(this.#gone())
      const id = ++this.#evaluations
      this.#waiting.set(id, { resolve, reject })
      this.#child.send({ type: 'evaluate', id, source, arg })
    }) as Promise<Result>
  }

  /** Asks the app to quit; there may be no answer. */
  quit(): void {
    this.evaluate('({ app }) => app.quit()', undefined).catch(() => undefined)
  }

  #receive(message: Record<string, unknown>): void {
    const { type } = message
    if (type === 'error') this.errors.push({ source: String(message['source']), message: String(message['message']) })
    if (type === 'call') {
      const args = message['args']
      this.calls.push({ name: String(message['name']), args: Array.isArray(args) ? args : [] })
    }
    if (type === 'result') this.#settle(Number(message['id']), message['ok'] === true, message['value'])
  }

  #settle(id: number, ok: boolean, value: unknown): void {
    const waiting = this.#waiting.get(id)
    this.#waiting.delete(id)
    if (ok) waiting?.resolve(value)
    else waiting?.reject(new Error(String(value)))
  }

  #dropAll(): void {
    for (const { reject } of this.#waiting.values()) reject(this.#gone())
    this.#waiting.clear()
  }

  #gone(): Error {
    return new Error(`The app has ended.\n${this.output}`)
  }
}
