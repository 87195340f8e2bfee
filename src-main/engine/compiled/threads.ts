import { instantiate, kernelNamed, type KernelName, type Kernels } from './kernels'

/** What a thread needs to work along: it may be handed to another thread as it is. */
export interface ThreadJob {
  readonly kernel: KernelName
  readonly memory: WebAssembly.Memory
  /** Where the control words lie in that memory. */
  readonly control: number
  /** 1, 2, ...; 0 is the thread that trains. */
  readonly thread: number
}

/** Starts threads that call `workAlong`; services bring it, because the engine knows no host. */
export interface Workers {
  start(job: ThreadJob): { stop(): void }
}

/** Control words, 4 bytes each. */
export const TURN = 0
const CONTEXT = 1
const STEPS = 2
const FINISHED = 3
export const READY = 4
const QUIT = 5
export const CONTROL_BYTES = 64

const wordsAt = (memory: WebAssembly.Memory, control: number): Int32Array =>
  new Int32Array(memory.buffer, control, CONTROL_BYTES / 4)

/** The life of a helping thread: it waits for a turn, runs the tape on its share, and says that it has finished. */
export function workAlong({ kernel, memory, control, thread }: ThreadJob): void {
  const { run } = instantiate(kernelNamed(kernel), memory)
  const words = wordsAt(memory, control)
  let turn = Atomics.load(words, TURN)
  Atomics.add(words, READY, 1)
  while (Atomics.load(words, QUIT) === 0) {
    Atomics.wait(words, TURN, turn, 1000)
    const next = Atomics.load(words, TURN)
    if (next === turn) continue
    turn = next
    run(words[CONTEXT], words[STEPS], thread)
    Atomics.add(words, FINISHED, 1)
    Atomics.notify(words, FINISHED)
  }
}

/** The threads of one program. Until the helpers are ready, the first does all the work; the bits are the same. */
export class Team {
  private readonly words: Int32Array
  private readonly kernels: Kernels
  private readonly helpers: readonly { stop(): void }[]

  constructor(kernels: Kernels, job: Omit<ThreadJob, 'thread'>, helpers: number, workers: Workers | null) {
    this.kernels = kernels
    this.words = wordsAt(job.memory, job.control)
    this.helpers = Array.from({ length: workers ? helpers : 0 }, (_, index) => index + 1).flatMap((thread) =>
      workers ? [workers.start({ ...job, thread })] : [],
    )
  }

  /** How many threads would share the next call. */
  get size(): number {
    return this.helpers.length > 0 && Atomics.load(this.words, READY) === this.helpers.length
      ? this.helpers.length + 1
      : 1
  }

  /** Runs the tape of a context, whose number of threads is `size`. */
  run(context: number, steps: number, size: number): void {
    if (size === 1) {
      this.kernels.run(context, steps, 0)
      return
    }
    const { words } = this
    words[CONTEXT] = context
    words[STEPS] = steps
    Atomics.store(words, FINISHED, 0)
    Atomics.add(words, TURN, 1)
    Atomics.notify(words, TURN)
    this.kernels.run(context, steps, 0)
    for (;;) {
      const finished = Atomics.load(words, FINISHED)
      if (finished === this.helpers.length) return
      Atomics.wait(words, FINISHED, finished, 10)
    }
  }

  dispose(): void {
    Atomics.store(this.words, QUIT, 1)
    Atomics.notify(this.words, TURN)
    for (const helper of this.helpers) helper.stop()
  }
}
