import { AppError } from '@shared/errors'
import { bytes as plain } from '../kernels/index.ts?asc'
import { bytes as relaxed } from '../kernels/index.ts?asc-relaxed'

export type Precision = 'float32' | 'float64'

/** 'float32 fused' uses fused multiply-add, which gives other bits; float64 never does. */
export type KernelName = 'float64' | 'float32' | 'float32 fused'

/** What threads share: the compiled module and one memory. */
export interface KernelModule {
  readonly name: KernelName
  readonly module: WebAssembly.Module
}

/** The kernels' functions over one memory. */
export interface Kernels {
  /** Makes a tape ready to run: see `kernels/tape.ts`. */
  link(tape: number, end: number): void
  run(context: number, steps: number, thread: number): void
  sumOfSquares(from: number, bytes: number): number
}

const compiled = new Map<KernelName, KernelModule>()

/** The kernel that this machine's engine runs for a precision. */
export function kernelFor(precision: Precision): KernelName {
  if (precision === 'float64') return 'float64'
  return WebAssembly.validate(relaxed) ? 'float32 fused' : 'float32'
}

/** Compiled once per process. Errors: this machine's engine does not know what the kernel is made of. */
export function kernelNamed(name: KernelName): KernelModule {
  const known = compiled.get(name)
  if (known) return known
  const made = { name, module: new WebAssembly.Module(name === 'float32 fused' ? relaxed : plain) }
  compiled.set(name, made)
  return made
}

const PAGE = 65_536
/** The kernels' own memory (tables and stack): far below one page. */
export const OWN_BYTES = 4096

/** Addresses have 32 bits. */
const MOST_PAGES = 65_536

/** Errors: AppError cannot-train where so much can't be had. */
export function memoryOf(bytes: number): WebAssembly.Memory {
  const pages = Math.ceil(bytes / PAGE)
  const refused = (): AppError => {
    const problem = `The network and its data need ${Math.ceil(bytes / 1e6)} MB of memory. Use smaller layers, smaller batches or fewer samples, or choose float32.`
    return AppError.of('cannot-train', { problem })
  }
  if (pages > MOST_PAGES) throw refused()
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true })
  } catch {
    throw refused()
  }
}

export function instantiate({ name, module }: KernelModule, memory: WebAssembly.Memory): Kernels {
  const words = new Int32Array(memory.buffer)
  /** A millisecond at most, so that a wake-up that is missed costs no more. */
  const rest = (address: number, turn: number): void => void Atomics.wait(words, address / 4, turn, 1)
  const { exports } = new WebAssembly.Instance(module, { env: { memory, abort, rest } })
  const suffix = name === 'float64' ? '64' : '32'
  const { memoryStart } = exports
  if (!isFunction(memoryStart) || Number(memoryStart()) > OWN_BYTES) throw new Error('The kernels need more memory.')
  return {
    link: functionOf(exports, `link${suffix}`),
    run: functionOf(exports, 'run'),
    sumOfSquares: functionOf(exports, `sumOfSquares${suffix}`),
  }
}

function abort(): never {
  throw new Error('A kernel failed.')
}

type AnyFunction = (...numbers: number[]) => number
const isFunction = (value: unknown): value is AnyFunction => typeof value === 'function'

function functionOf(exports: Record<string, unknown>, name: string): AnyFunction {
  const found = exports[name]
  if (isFunction(found)) return found
  throw new Error(`The kernels have no ${name}.`)
}
