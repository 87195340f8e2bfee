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
import { randomFromState } from '../random'
import { backward } from './backward'
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

/**
 * One update from one batch: forward, loss, backward, penalties, clipping, optimizer. `state` is left as it is; the
 * step gives the next one, or the first number that is not finite, in the order of the computation: activations layer
 * by layer, the loss, the gradients, the new weights.
 *
 * simultaneous: all deltas are computed with the old weights, then all weights move.
 * sequential: a layer's weights move before its delta is sent back, so the layers before see them already moved; the
 * length of the gradient, by which it is clipped, is then that of one layer, since the others are not known yet.
 */
export function step(network: EngineNetwork, state: ProgramState, request: StepRequest): Step {
  const { samples, rows, rate, settings } = request
  const { optimizer, updateOrder, regularization, clipping } = settings
  const random = randomFromState(state.dropout)
  const pass = forward(network, state, samples.x, { kind: 'training', random })
  const losses = lossesOf(network, pass, samples.y)
  const loss = meanLoss(losses, samples.weights)

  const parameters = copyParameters(state.parameters)
  const slots = state.slots.map(copyParameters)
  const memory = [...state.memory]
  const factors = factorsOf(optimizer, { step: state.step + 1, rate, memory })
  const gradients: Parameters = {}
  const move = (layers: readonly EngineLayer[]): void => {
    const rowsOfLayer = layers.map((layer) => trainableRows(layer, gradients[layer.id]))
    const clipped = clipGradients(clipping, rowsOfLayer.flat())
    layers.forEach((layer, index) => {
      const own = clipped.splice(0, rowsOfLayer[index].length)
      updateLayer(layer, parameters, { optimizer, factors, gradients: own, slots })
    })
  }
  const learned: EngineLayer[] = []
  backward(network, parameters, pass, samples, (layer: EngineLayer, ofData: LayerParameters) => {
    gradients[layer.id] = withPenalty(layer, parameters[layer.id], ofData, regularization)
    learned.unshift(layer)
    if (updateOrder === 'sequential') move([layer])
  })
  if (updateOrder === 'simultaneous') move(learned)

  const gradientNorm = globalNorm(learned.flatMap((layer) => trainableRows(layer, gradients[layer.id])))
  const place =
    notFiniteActivation(network, pass, rows) ??
    notFiniteLoss(network, losses, loss, rows) ??
    notFiniteGradient(network, gradients, gradientNorm) ??
    notFiniteParameter(network, parameters, 'a weight')
  if (place) return { kind: 'not finite', place }
  const statistics = statisticsAfter(network, state.statistics, pass, rows.length)
  const { best } = state
  const next = { parameters, statistics, slots, memory, step: state.step + 1, dropout: random.state(), best }
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
