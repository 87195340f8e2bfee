/**
 * The few names outside the language that Node, Electron and every browser share and that this layer uses.
 * Not imported by anyone: other layers see their platform's own, wider declarations.
 */
declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean })
  decode(bytes: Uint8Array): string
}
interface AbortSignal {
  readonly aborted: boolean
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void
}
declare class AbortController {
  readonly signal: AbortSignal
  abort(): void
}
