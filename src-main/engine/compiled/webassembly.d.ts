/** The part of WebAssembly that the engine uses; it compiles without the types of any host. */
declare namespace WebAssembly {
  interface Module {
    readonly [Symbol.toStringTag]: string
  }
  const Module: new (bytes: Uint8Array) => Module

  interface Memory {
    readonly buffer: ArrayBufferLike
  }
  const Memory: new (descriptor: { initial: number; maximum: number; shared: true }) => Memory

  interface Instance {
    readonly exports: Record<string, unknown>
  }
  const Instance: new (module: Module, imports: Record<string, Record<string, unknown>>) => Instance

  function validate(bytes: Uint8Array): boolean
}

/** The kernels, compiled by the build. */
declare module '*?asc' {
  export const bytes: Uint8Array
}
/** The same with fused multiply-add for float32. */
declare module '*?asc-relaxed' {
  export const bytes: Uint8Array
}
