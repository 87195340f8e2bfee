import { type PreparedData } from '../data/prepare'
import * as code from '../kernels/codes'
import { type EngineNetwork } from '../network'
import { type Blueprint, build } from './build'
import { type Context, Image } from './image'
import { instantiate, kernelNamed, type KernelName, type Kernels, memoryOf } from './kernels'
import { type Layout, layoutFor } from './layout'
import { Team, type Workers } from './threads'

/** Threads to share the work with; without workers there is one. */
export interface Threading {
  readonly threads: number
  readonly workers: Workers | null
}

export interface MachineOptions {
  readonly network: EngineNetwork
  readonly data: PreparedData
  readonly kernel: KernelName
  readonly threading: Threading
  /** Samples of the largest batch. */
  readonly capacity: number
  /** The optimizer's numbers per parameter. */
  readonly slots: number
  readonly deferred: boolean
  readonly uniform: boolean
}

/** A planned network in its memory, with the kernels and the threads that run its tapes. */
export class Machine {
  readonly layout: Layout
  readonly blueprint: Blueprint
  readonly image: Image
  readonly kernels: Kernels
  private readonly team: Team

  constructor({ network, data, kernel, threading, capacity, slots, deferred, uniform }: MachineOptions) {
    const { workers } = threading
    const threads = workers ? threading.threads : 1
    this.layout = layoutFor(kernel === 'float64' ? 'float64' : 'float32', capacity)
    this.blueprint = build({
      network,
      layout: this.layout,
      threads,
      slots,
      deferred,
      uniform,
      x: data.x,
      y: data.y,
      weighted: data.weights !== null,
    })
    const memory = memoryOf(this.blueprint.bytes)
    this.kernels = instantiate(kernelNamed(kernel), memory)
    this.image = new Image(memory.buffer, this.blueprint, this.layout, data.weights)
    const { trainingTape, measuringTape, control } = this.blueprint
    for (const { address, words } of [trainingTape, measuringTape])
      this.kernels.link(address, address + words.byteLength)
    this.team = new Team(this.kernels, { kernel, memory, control }, threads - 1, workers)
  }

  /**
   * Runs a tape over the first `total` rows of the order, at most `steps` batches; `step` is where in the part it begins.
   * Returns what it ended with: `code.COMPLETE` or `code.SUSPECT`.
   */
  run(context: Context, total: number, batch: number, steps: number, { step } = { step: 0 }): number {
    const { blueprint, team } = this
    const size = team.size
    context.set(code.THREADS, size)
    context.set(code.START, step * batch)
    context.set(code.TOTAL, total)
    context.set(code.BATCH, batch)
    context.set(code.DONE, 0)
    context.set(code.FACTORS, blueprint.factors + step * context.get(code.FACTORS_STRIDE))
    context.set(code.LOSSES, blueprint.losses + step * 8)
    team.run(context.address, steps, size)
    return context.get(code.STATUS)
  }

  dispose(): void {
    this.team.dispose()
  }
}
