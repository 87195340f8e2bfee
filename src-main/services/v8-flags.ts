import { setFlagsFromString } from 'node:v8'

/**
 * What V8 must be told so that float32 can use fused multiply-add: nothing from V8 12 on (Node 22, and every Electron since),
 * where it is a part of WebAssembly. A process that starts another passes these on.
 */
export function engineFlags(v8 = process.versions.v8): readonly string[] {
  return Number.parseInt(v8, 10) < 12 ? ['--experimental-wasm-relaxed-simd'] : []
}

/** The same for this process, before its first kernel is compiled: for commands that people start themselves. */
export function setEngineFlags(): void {
  for (const flag of engineFlags()) setFlagsFromString(flag)
}
