import { type ShellEvent } from '@shared/protocol/shell-service'

/** Events for the window: kept while no page listens, handed over in order to the one that does. */
export class ShellEvents {
  private waiting: ShellEvent[] = []
  private wake: (() => void) | null = null
  private listeners = 0
  private startPath: string | null = null

  /** Whether a page listens: a window without one may close at once. */
  get heard(): boolean {
    return this.listeners > 0
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
    this.wake?.()
  }

  async *listen(signal?: AbortSignal): AsyncGenerator<ShellEvent> {
    this.listeners += 1
    const abort = (): void => this.wake?.()
    signal?.addEventListener('abort', abort, { once: true })
    try {
      while (!signal?.aborted) {
        const event = this.waiting.shift()
        if (event) yield event
        else await new Promise<void>((resolve) => (this.wake = resolve))
      }
    } finally {
      this.listeners -= 1
    }
  }
}
