import * as code from '../kernels/codes'
import {
  type EngineBatchNormalization,
  type EngineDense,
  type EngineLayer,
  type EngineLayerNormalization,
  type EngineNetwork,
  parameterShape,
} from '../network'
import { type StoredMatrix, storeMatrix } from './data'
import { planLayer } from './layers'
import { Allocator, type Layout, panelsOf, ROW } from './layout'
import { OWN_BYTES } from './kernels'
import { narrowNetwork, narrowTape } from './narrow'
import { lossCode, withJoins } from './output'
import { type ParameterArena, parameterArena } from './parameter-arena'
import { Plan } from './plan'
import { type Tape } from './tape'
import { CONTROL_BYTES } from './threads'
import { type SampleMatrix } from '../data/sample-matrix'

export interface BuildOptions {
  readonly network: EngineNetwork
  readonly layout: Layout
  readonly threads: number
  readonly slots: number
  readonly deferred: boolean
  /** An update treats weights and biases alike. */
  readonly uniform: boolean
  readonly x: SampleMatrix
  readonly y: SampleMatrix
  readonly weighted: boolean
}

/** Batches of one call of the kernels at most. */
export const MOST_STEPS = 1024
/** Outputs (and losses) that one call of the kernels may measure, in numbers. */
const MEASURED_NUMBERS = 32_768

/** A planned program: where everything lies, and what is done with it. */
export interface Blueprint {
  readonly bytes: number
  readonly plan: Plan
  readonly arena: ParameterArena
  readonly slots: readonly number[]
  readonly x: StoredMatrix
  readonly y: StoredMatrix
  readonly trainingTape: PlacedTape
  readonly measuringTape: PlacedTape
  /** Pieces of the gradient that an update follows: address and bytes, address and bytes ... */
  readonly followed: readonly number[]
  /** float64 per row of the data; 0 where all count alike. */
  readonly sampleWeights: number
  readonly order: number
  readonly losses: number
  readonly factors: number
  readonly sampleLosses: number
  readonly shares: number
  readonly packed: number
  readonly packedStride: number
  readonly random: number
  readonly magnitudes: number
  readonly steps: number
  /** Where the words lie by which threads are steered. */
  readonly control: number
  /** Outputs and losses of up to `rows` measured samples, float64. */
  readonly measured: { readonly rows: number; readonly outputs: number; readonly losses: number }
}

export interface PlacedTape {
  readonly context: number
  readonly address: number
  readonly words: Int32Array
}

/** Plans memory and tapes of a network. Every layer contributes its part; the order of a step is written here. */
export function build(options: BuildOptions): Blueprint {
  const { layout, threads, deferred } = options
  const network = withJoins(options.network)
  const allocator = new Allocator(OWN_BYTES)
  const arena = parameterArena(network.layers, layout)
  const plan = new Plan({ network, layout, threads, allocator, arena, deferred })
  const x = storeMatrix(options.x, layout, allocator)
  const y = storeMatrix(options.y, layout, allocator)
  const target = plan.matrix(network.outputs).address
  const planned = network.layers.map((layer) => {
    const own = planLayer(layer, plan)
    if (layer.kind === 'input') gather(plan, x, layer.start, plan.of(layer.id).a.address, layer.units)
    return own
  })
  const { a, gradient } = plan.of(network.outputLayer)
  const back = gradient?.address ?? plan.matrix(network.outputs).address
  gather(plan, y, 0, target, network.outputs)
  plan.add('rows', code.SHARES, [])
  plan.add('rows', code.LOSS, [lossCode(network), a.address, target, back, network.outputs])
  for (const own of planned.toReversed()) own.backward?.()
  const guarded = guardList(plan)
  plan.training.add('rows', code.GUARD, [plan.list(guarded), guarded.length / 3])
  plan.training.end()
  plan.training.add('units', code.CHECK, [])
  plan.training.add('units', code.SUM_LOSS, [])
  for (const own of planned) own.update?.()
  const followed = followedGradient(plan)
  if (deferred) deferredUpdates(plan, followed)
  plan.training.end()
  const narrow = threads === 1 && !deferred && options.uniform ? narrowNetwork(network, layout) : null
  const narrowWords =
    narrow &&
    narrowTape(plan, narrow, {
      target,
      gather(tape) {
        gather(tape, x, 0, plan.of(narrow.input.id).a.address, narrow.input.units)
        gather(tape, y, 0, target, network.outputs)
      },
    })

  const rows = Math.max(1, Math.min(options.x.rows, Math.floor(MEASURED_NUMBERS / network.outputs)))
  const measured = {
    rows,
    outputs: allocator.take(rows * network.outputs * 8),
    losses: allocator.take(rows * 8),
  }
  plan.measuring.add('rows', code.OUTPUTS, [a.address, network.outputs, measured.outputs, measured.losses])
  plan.measuring.end()

  const place = (words: Int32Array): PlacedTape => ({
    context: allocator.take(code.CONTEXT_BYTES),
    address: allocator.take(words.byteLength),
    words,
  })
  const packedStride = packedBytes(plan)
  const placed = {
    slots: Array.from({ length: options.slots }, () => allocator.take(arena.bytes)),
    trainingTape: place(narrowWords ?? plan.training.encode()),
    measuringTape: place(plan.measuring.encode()),
    sampleWeights: options.weighted ? allocator.take(options.x.rows * 8) : 0,
    order: allocator.take(Math.max(options.x.rows, layout.capacity) * 4),
    losses: allocator.take(MOST_STEPS * 8),
    factors: allocator.take(MOST_STEPS * code.FACTORS_BYTES),
    sampleLosses: allocator.take(layout.capacity * 8),
    shares: allocator.take(layout.capacity * 8),
    packed: allocator.take(packedStride * threads),
    random: allocator.take(32),
    magnitudes: allocator.take(16 * threads),
    steps: allocator.take(64 * threads),
    control: allocator.take(CONTROL_BYTES),
  }
  return {
    ...placed,
    bytes: allocator.used,
    plan,
    arena,
    x,
    y,
    followed,
    packedStride,
    measured,
  }
}

function gather(tape: Pick<Tape, 'add'>, from: StoredMatrix, column: number, to: number, width: number): void {
  const { address, rowBytes, scaling } = from
  if (scaling === null) tape.add('rows', code.GATHER_NUMBERS, [address, rowBytes, column, to, width])
  else tape.add('rows', code.GATHER_BYTES, [address, rowBytes, column, to, width, scaling])
}

/** What the guard looks at: address, width and kind (0: activation, 1: delta) of every matrix. */
function guardList(plan: Plan): number[] {
  const words: number[] = []
  const seen = new Set<number>()
  for (const { id } of plan.network.layers) {
    const { a, gradient } = plan.of(id)
    if (seen.has(a.address)) continue
    seen.add(a.address)
    words.push(a.address, a.width, 0)
    if (gradient) words.push(gradient.address, gradient.width, 1)
  }
  return words
}

/** The pieces of the gradient that an update follows: address and bytes of each that is not frozen. */
function followedGradient(plan: Plan): number[] {
  const words: number[] = []
  for (const layer of plan.network.layers) {
    if (!hasParameters(layer)) continue
    const { weightsAt, weightBytes, biasesAt, biasBytes } = plan.parameterPlace(layer.id)
    if (!layer.freezeWeights) words.push(plan.gradients + weightsAt, weightBytes)
    if (!layer.freezeBiases) words.push(plan.gradients + biasesAt, biasBytes)
  }
  return words
}

type LayerWithParameters = EngineDense | EngineBatchNormalization | EngineLayerNormalization

function hasParameters(layer: EngineLayer): layer is LayerWithParameters {
  return parameterShape(layer) !== null
}

/** All updates, once the length of the whole gradient is known. */
function deferredUpdates(plan: Plan, followed: readonly number[]): void {
  plan.training.add('one', code.CLIP, [plan.list(followed), followed.length / 2])
  for (const layer of plan.network.layers) {
    if (!hasParameters(layer)) continue
    const { weightsAt, weightBytes, biasesAt, biasBytes } = plan.parameterPlace(layer.id)
    const decays = Number(layer.kind === 'dense')
    if (!layer.freezeWeights)
      plan.training.add('units', code.UPDATE, [plan.parameters + weightsAt, weightBytes / ROW, decays])
    if (!layer.freezeBiases && biasBytes > 0)
      plan.training.add('units', code.UPDATE, [plan.parameters + biasesAt, biasBytes / ROW, 0])
  }
  for (const { place, to } of plan.transposes)
    plan.training.add('one', code.TRANSPOSE, [plan.parameters + place.weightsAt, to, place.columns, place.rows])
}

/** Room for the packed rows of one thread: at most what stays in the cache, at least one block of rows. */
function packedBytes({ network, layout }: Plan): number {
  const deepest = Math.max(...network.layers.map(({ inputs, units }) => Math.max(inputs, units)))
  const block = code.PACKED_ROWS * panelsOf(layout, deepest) * ROW
  const blocks = Math.ceil(layout.capacity / code.PACKED_ROWS)
  return Math.min(blocks * block, code.PACKED_BYTES + block) + 256
}
