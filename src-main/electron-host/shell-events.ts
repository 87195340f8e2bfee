import { type ShellEvent } from '@shared/protocol/shell-service'

/** Events for the window: kept while no page listens, handed over in order to the one that does. */
export class ShellEvents {
  private waiting: ShellEvent[] = []
  /** One entry per page that listens; a page that was reloaded leaves its own. */
  private readonly wakes = new Set<() => void>()
  private startPath: string | null = null

  /** Whether a page listens: a window without one may close at once. */
  get heard(): boolean {
    return this.wakes.size > 0
  }

  /** A file was handed to the program: before a page listens it is what the program was started with. */
  openPath(path: string): void {
    if (this.heard) this.emit({ kind: 'open-path', path })
    else this.startPath = path
  }

  /** The file the program was started with, once. */
  takeStartPath(): string | null {
    const path = this.startPath
    this.startPath = null
    return path
  }

  emit(event: ShellEvent): void {
    this.waiting.push(event)
    for (const wake of this.wakes) wake()
  }

  async *listen(signal?: AbortSignal): AsyncGenerator<ShellEvent> {
    let resume: () => void = () => undefined
    const wake = (): void => resume()
    this.wakes.add(wake)
    signal?.addEventListener('abort', wake, { once: true })
    try {
      while (!signal?.aborted) {
        const event = this.waiting.shift()
        if (event) yield event
        else await new Promise<void>((resolve) => (resume = resolve))
      }
    } finally {
      this.wakes.delete(wake)
    }
  }
}
