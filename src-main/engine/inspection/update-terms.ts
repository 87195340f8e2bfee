import { type ParameterNumbers } from '@shared/inspection/step-trace'
import { type LayerUpdateTrace, type ParameterUpdate, type UpdateTerm } from '@shared/inspection/update-trace'
import { normCoefficient } from '../clipping'
import { type EngineLayer } from '../network'
import { trainable } from '../reference/update'
import { parameterUpdate } from './optimizer-terms'
import { type TracedStep } from './trace-step'

/** A parameter of a layer that has parameters: a row and column of its weights, or (row null) a place in its biases. */
export interface NumberPlace {
  readonly row: number | null
  readonly column: number
}

/** The update of one parameter from the gradient of the data to its new value. */
export interface TracedParameter {
  readonly old: number
  readonly new: number
  readonly frozen: boolean
  readonly gradient: number
  readonly l1: number
  readonly l2: number
  readonly penalized: number
  /** What the optimizer follows. */
  readonly clipped: number
  /** null where frozen. */
  readonly update: ParameterUpdate | null
}

const at = ({ weights, biases }: ParameterNumbers, { row, column }: NumberPlace): number =>
  row === null ? biases[column] : weights[row][column]

/** Every number of one parameter's update. `layer` has parameters, and `place` is one of them. */
export function tracedParameter(
  { state, request, parts }: TracedStep,
  layer: EngineLayer,
  place: NumberPlace,
): TracedParameter {
  const { id } = layer
  const { optimizer, regularization } = request.settings
  const isWeight = place.row !== null
  const moves = trainable(layer)
  const frozen = !(isWeight ? moves.weights : moves.biases)
  const old = at(state.parameters[id], place)
  const penalizes = layer.kind === 'dense' && isWeight
  const penalized = at(parts.penalized[id], place)
  const rows = parts.clipped[id]
  const clipped = frozen ? penalized : (place.row === null ? rows[rows.length - 1] : rows[place.row])[place.column]
  return {
    old,
    new: at(parts.parameters[id], place),
    frozen,
    gradient: at(parts.back.gradients[id], place),
    l1: penalizes ? regularization.l1 * Math.sign(old) : 0,
    l2: penalizes ? regularization.l2 * old : 0,
    penalized,
    clipped,
    update: frozen
      ? null
      : parameterUpdate({
          settings: optimizer,
          step: state.step + 1,
          factors: parts.factors,
          old,
          gradient: clipped,
          before: state.slots.map((slot) => at(slot[id], place)),
          after: parts.slots.map((slot) => at(slot[id], place)),
          decays: penalizes,
        }),
  }
}

/** The update of every parameter of a layer, term by term; null for a layer that has none. */
export function layerUpdate(traced: TracedStep, layer: EngineLayer): LayerUpdateTrace | null {
  const { state, request, parts } = traced
  const { id, name } = layer
  if (!Object.hasOwn(state.parameters, id)) return null
  const { optimizer, clipping } = request.settings
  const own = state.parameters[id]
  const weights = own.weights.map((row, at) =>
    row.map((_, column) => numbersOf(tracedParameter(traced, layer, { row: at, column }))),
  )
  const biases = own.biases.map((_, column) => numbersOf(tracedParameter(traced, layer, { row: null, column })))
  const moves = trainable(layer)
  // Frozen parameters have fewer terms: the names are those of one that moves, where there is one.
  const all = [...weights.flat(), ...biases]
  const names = all.reduce<string[]>((most, each) => {
    const keys = Object.keys(each)
    return keys.length > most.length ? keys : most
  }, [])
  return {
    id,
    name,
    optimizer: optimizer.id,
    rate: request.rate,
    step: state.step + 1,
    frozenWeights: !moves.weights,
    frozenBiases: !moves.biases,
    clippingFactor: clipping.id === 'norm' ? normCoefficient(parts.clippingNorms[id], clipping.limit) : null,
    clippingNorm: parts.clippingNorms[id],
    terms: names.map((term): UpdateTerm => ({
      name: term,
      weights: weights.map((row) => row.map((each) => each[term] ?? 0)),
      biases: biases.map((each) => each[term] ?? 0),
    })),
  }
}

function numbersOf(traced: TracedParameter): Record<string, number> {
  const { gradient, l1, l2, penalized, clipped, update, old } = traced
  return { gradient, l1, l2, penalized, clipped, ...update?.terms, old, new: traced.new }
}
