/** The part of WebAssembly that the engine uses; it compiles without the types of any host. */
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array)
  }
  class Memory {
    constructor(descriptor: { initial: number; maximum: number; shared: true })
    readonly buffer: ArrayBufferLike
  }
  class Instance {
    constructor(module: Module, imports: Record<string, Record<string, unknown>>)
    readonly exports: Record<string, unknown>
  }
  function validate(bytes: Uint8Array): boolean
}

/** The kernels, compiled by the build; `relaxed`: with fused multiply-add for float32. */
declare module '*?asc' {
  export const bytes: Uint8Array
}
declare module '*?asc-relaxed' {
  export const bytes: Uint8Array
}
