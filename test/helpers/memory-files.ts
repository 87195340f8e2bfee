import { basename, dirname } from 'node:path'
import { type Files } from '../../src-main/services/files/files'

/** A disk in memory. Every operation counts; the one numbered `failAt` (from 1) fails as a full disk would. */
export class MemoryFiles implements Files {
  readonly contents = new Map<string, Uint8Array>()
  readonly operations: string[] = []
  failAt = Number.POSITIVE_INFINITY
  failure: Error = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })

  constructor(contents: Readonly<Record<string, Uint8Array | string>> = {}) {
    for (const [path, content] of Object.entries(contents))
      this.contents.set(path, typeof content === 'string' ? new TextEncoder().encode(content) : content)
  }

  text(path: string): string | null {
    const bytes = this.contents.get(path)
    return bytes ? new TextDecoder().decode(bytes) : null
  }

  /** Names in the whole disk, sorted. */
  get paths(): string[] {
    return [...this.contents.keys()].sort()
  }

  async read(path: string): Promise<Uint8Array> {
    this.count(`read ${path}`)
    const bytes = this.contents.get(path)
    if (!bytes) throw Object.assign(new Error(`ENOENT: ${path}`), { code: 'ENOENT' })
    return bytes.slice()
  }

  async create(path: string) {
    this.count(`create ${path}`)
    this.contents.set(path, new Uint8Array())
    return {
      write: async (bytes: Uint8Array) => {
        // Whoever holds a removed file writes into the void, as on a real disk.
        if (!this.contents.has(path)) return
        // A disk that fills up keeps the first half.
        this.contents.set(path, bytes.slice(0, Math.floor(bytes.length / 2)))
        this.count(`write ${path}`)
        this.contents.set(path, bytes.slice())
      },
      sync: async () => this.count(`sync ${path}`),
      close: async () => this.count(`close ${path}`),
    }
  }

  async place(path: string) {
    return { path, mode: null }
  }

  async rename(from: string, to: string): Promise<void> {
    this.count(`rename ${from}`)
    const bytes = this.contents.get(from)
    if (!bytes) throw Object.assign(new Error(`ENOENT: ${from}`), { code: 'ENOENT' })
    this.contents.delete(from)
    this.contents.set(to, bytes)
  }

  async remove(path: string): Promise<void> {
    this.count(`remove ${path}`)
    this.contents.delete(path)
  }

  async syncFolder(folder: string): Promise<void> {
    this.count(`syncFolder ${folder}`)
  }

  async makeFolder(folder: string): Promise<void> {
    this.count(`makeFolder ${folder}`)
  }

  async list(folder: string) {
    this.count(`list ${folder}`)
    return this.paths
      .filter((path) => dirname(path) === folder)
      .map((path) => ({ name: basename(path), kind: 'file' as const }))
  }

  async exists(path: string): Promise<boolean> {
    return this.contents.has(path)
  }

  private count(operation: string): void {
    this.operations.push(operation)
    if (this.operations.length === this.failAt) throw this.failure
  }
}
