import { clipGradients, globalNorm } from '../clipping'
import { movedStatistics } from '../layers/batch-normalization'
import {
  type EngineLayer,
  type EngineNetwork,
  type LayerParameters,
  type Parameters,
  type Statistics,
} from '../network'
import { factorsOf } from '../optimizers'
import { copyParameters } from '../parameters'
import { type NotFinite, type ProgramSettings, type ProgramState } from '../program'
import { randomFromState, type RandomState } from '../random'
import { backward, type BackwardPass } from './backward'
import { type Samples } from './batch'
import { notFiniteActivation, notFiniteLoss, notFiniteParameter } from './finite'
import { forward, type ForwardPass } from './forward'
import { lossesOf, meanLoss } from './loss'
import { withPenalty } from './penalty'
import { trainableRows, updateLayer } from './update'

export interface StepRequest {
  readonly samples: Samples
  /** The samples' rows in the data, for naming one that breaks. */
  readonly rows: readonly number[]
  readonly rate: number
  readonly settings: ProgramSettings
}

export type Step =
  | { readonly kind: 'made'; readonly state: ProgramState; readonly loss: number; readonly gradientNorm: number }
  | { readonly kind: 'not finite'; readonly place: NotFinite }

/** Every number that one update is made of; of parameters that are frozen, the new ones are the old. */
export interface StepParts {
  readonly pass: ForwardPass
  /** The cost of every sample, and their weighted mean. */
  readonly losses: readonly number[]
  readonly loss: number
  readonly back: BackwardPass
  /** back.gradients with the penalties' share. */
  readonly penalized: Parameters
  /** The rows of `trainableRows` per layer, clipped: what the optimizer follows. */
  readonly clipped: Readonly<Record<string, readonly number[][]>>
  /** Length of the gradient by which a layer was clipped: that of all layers, or in sequential order its own. */
  readonly clippingNorms: Readonly<Record<string, number>>
  readonly gradientNorm: number
  /** What the optimizer computed once for this update. */
  readonly factors: readonly number[]
  readonly parameters: Parameters
  readonly slots: readonly Parameters[]
  readonly memory: readonly number[]
  /** The generator behind dropout, after the masks were drawn. */
  readonly dropout: RandomState
}

/**
 * One update from one batch: forward, loss, backward, penalties, clipping, optimizer. `state` is left as it is; the
 * step gives the next one, or the first number that is not finite, in the order of the computation: activations layer
 * by layer, the loss, the gradients, the new weights.
 */
export function step(network: EngineNetwork, state: ProgramState, request: StepRequest): Step {
  return judgedStep(network, state, request, stepParts(network, state, request))
}

/**
 * The numbers of `step`, whether they are finite or not.
 *
 * simultaneous: all deltas are computed with the old weights, then all weights move.
 * sequential: a layer's weights move before its delta is sent back, so the layers before see them already moved; the
 * length of the gradient, by which it is clipped, is then that of one layer, since the others are not known yet.
 */
export function stepParts(network: EngineNetwork, state: ProgramState, request: StepRequest): StepParts {
  const { samples, rate, settings } = request
  const { optimizer, updateOrder, regularization, clipping } = settings
  const random = randomFromState(state.dropout)
  const pass = forward(network, state, samples.x, { kind: 'training', random })
  const losses = lossesOf(network, pass, samples.y)

  const parameters = copyParameters(state.parameters)
  const slots = state.slots.map(copyParameters)
  const memory = [...state.memory]
  const factors = factorsOf(optimizer, { step: state.step + 1, rate, memory })
  const penalized: Parameters = {}
  const clipped: Record<string, number[][]> = {}
  const clippingNorms: Record<string, number> = {}
  const move = (layers: readonly EngineLayer[]): void => {
    const rowsOfLayer = layers.map((layer) => trainableRows(layer, penalized[layer.id]))
    const norm = globalNorm(rowsOfLayer.flat())
    const rows = clipGradients(clipping, rowsOfLayer.flat())
    layers.forEach((layer, index) => {
      const own = rows.splice(0, rowsOfLayer[index].length)
      clipped[layer.id] = own
      clippingNorms[layer.id] = norm
      updateLayer(layer, parameters, { optimizer, factors, gradients: own, slots })
    })
  }
  const learned: EngineLayer[] = []
  const back = backward(network, parameters, pass, samples, (layer: EngineLayer, ofData: LayerParameters) => {
    penalized[layer.id] = withPenalty(layer, parameters[layer.id], ofData, regularization)
    learned.unshift(layer)
    if (updateOrder === 'sequential') move([layer])
  })
  if (updateOrder === 'simultaneous') move(learned)

  const gradientNorm = globalNorm(learned.flatMap((layer) => trainableRows(layer, penalized[layer.id])))
  return {
    pass,
    losses,
    loss: meanLoss(losses, samples.weights),
    back,
    penalized,
    clipped,
    clippingNorms,
    gradientNorm,
    factors,
    parameters,
    slots,
    memory,
    dropout: random.state(),
  }
}

/** The step that these numbers are: the next state, or the first of them that is not finite. */
export function judgedStep(network: EngineNetwork, state: ProgramState, { rows }: StepRequest, parts: StepParts): Step {
  const { pass, losses, loss, penalized, gradientNorm, parameters, slots, memory, dropout } = parts
  const place =
    notFiniteActivation(network, pass, rows) ??
    notFiniteLoss(network, losses, loss, rows) ??
    notFiniteGradient(network, penalized, gradientNorm) ??
    notFiniteParameter(network, parameters, 'a weight')
  if (place) return { kind: 'not finite', place }
  const statistics = statisticsAfter(network, state.statistics, pass, rows.length)
  const { best } = state
  const next = { parameters, statistics, slots, memory, step: state.step + 1, dropout, best }
  return { kind: 'made', state: next, loss, gradientNorm }
}

/** The squares of finite gradients may still sum to infinity; then no single one is to blame. */
function notFiniteGradient(network: EngineNetwork, gradients: Parameters, norm: number): NotFinite | null {
  if (Number.isFinite(norm)) return null
  const single = notFiniteParameter(network, gradients, 'the gradient')
  return single ?? { layer: network.outputLayer, what: 'the gradient', sample: null, unit: null }
}

function statisticsAfter(
  { layers }: EngineNetwork,
  statistics: Statistics,
  pass: ForwardPass,
  samples: number,
): Statistics {
  const moved: Statistics = {}
  for (const layer of layers) {
    if (layer.kind !== 'batch-normalization') continue
    const running = statistics[layer.id]
    const { measured } = pass[layer.id].kept
    moved[layer.id] = measured ? movedStatistics(layer, running, measured, samples) : running
  }
  return moved
}
