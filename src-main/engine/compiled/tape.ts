import * as code from '../kernels/codes'

/**
 * How an instruction is shared out to threads: each its rows of the batch, each its part of the units, or one of them all.
 * Between instructions that are shared out differently all threads wait for each other.
 */
export type Sharing = 'rows' | 'units' | 'one'

/** A list of kernel calls with their operands, in the order in which they are made. */
export class Tape {
  private readonly words: number[] = []
  private sharing: Sharing | null = null
  private readonly threads: number

  constructor(threads: number) {
    this.threads = threads
  }

  /** Appends a call; `real` is an operand of eight bytes that begins at an even place. */
  add(sharing: Sharing, operation: number, operands: readonly number[], real?: { at: number; value: number }): void {
    if (this.threads > 1 && this.sharing !== null && (this.sharing !== sharing || sharing === 'one')) this.barrier()
    this.sharing = sharing
    this.push(operation, operands, real)
  }

  /** All threads wait here, whatever comes next. */
  end(): void {
    if (this.threads > 1) this.barrier()
    this.sharing = null
  }

  /** The words of the whole tape, 4 bytes each. */
  encode(): Int32Array {
    return Int32Array.from(this.words)
  }

  private barrier(): void {
    this.push(code.BARRIER, [])
  }

  private push(operation: number, operands: readonly number[], real?: { at: number; value: number }): void {
    const words = new Int32Array(code.INSTRUCTION_WORDS)
    words[0] = operation
    words.set(operands, 1)
    if (real) new Float64Array(words.buffer, real.at * 4, 1)[0] = real.value
    this.words.push(...words)
  }
}
