import { type LayerStepTrace } from '../inspection/step-trace'
import { type LayerUpdateTrace } from '../inspection/update-trace'
import { numberAt, type TracedNumbers } from '../lesson/number-at'
import { type MistakeId } from './mistake-names'
import { deltaFrom, meanOver, newWeights, sentBackBy, transposed, type Way } from './sending-back'

interface UnitPlace {
  readonly what: 'z' | 'a' | 'derivative' | 'gradientOfA' | 'delta'
  readonly layer: string
  readonly unit: number
  /** Row of the data. */
  readonly sample: number
}
interface WeightPlace {
  readonly what: 'weightGradient' | 'newWeight'
  readonly layer: string
  readonly unit: number
  readonly input: number
}
interface BiasPlace {
  readonly what: 'biasGradient' | 'newBias'
  readonly layer: string
  readonly unit: number
}
/** Numbers that can be practised. */
export type PracticePlace = UnitPlace | WeightPlace | BiasPlace | { readonly what: 'loss' }

/** What one gets by a mistake; null where it can't be made here. */
export type MistakenNumbers = readonly (readonly [MistakeId, number | null])[]

const ways: readonly (readonly [MistakeId, Way])[] = [
  ['transposed-weights', 'transposed'],
  ['updated-weights', 'updated'],
  ['old-weights', 'old'],
]

/** The numbers that the likely mistakes lead to, the likeliest first. */
export function mistakenNumbers(numbers: TracedNumbers, place: PracticePlace): MistakenNumbers {
  if (place.what === 'loss') return ofLoss(numbers)
  const layer = numbers.trace.layers.find(({ id }) => id === place.layer)
  if (!layer) return []
  switch (place.what) {
    case 'z':
    case 'a':
    case 'derivative':
    case 'gradientOfA':
    case 'delta':
      return ofUnit(numbers, layer, place)
    case 'weightGradient':
    case 'biasGradient':
      return ofGradient(numbers, layer, { unit: place.unit, input: 'input' in place ? place.input : null })
    case 'newWeight':
    case 'newBias':
      return ofUpdate(numbers, layer, { unit: place.unit, input: 'input' in place ? place.input : null })
  }
}

function ofUnit(numbers: TracedNumbers, layer: LayerStepTrace, place: UnitPlace): MistakenNumbers {
  const { unit } = place
  const sample = numbers.trace.rows.indexOf(place.sample)
  const at = (rows: readonly (readonly number[])[] | null): number | null => rows?.[sample]?.[unit] ?? null
  const right = numberAt(numbers, place)
  const otherWays = ways.map(([id, way]) => [id, sentBackBy(numbers, layer, { way, sample, unit })] as const)
  switch (place.what) {
    case 'z':
      return [...ofWeightedInput(numbers, layer, { sample, unit }), ['wrong-sign', negative(right)]]
    case 'a':
      return [
        ['missing-activation', at(layer.z)],
        ['derivative-for-activation', at(layer.derivative)],
        ['wrong-sign', negative(right)],
      ]
    case 'derivative':
      return [
        ['activation-for-derivative', at(layer.a)],
        ['wrong-sign', negative(right)],
      ]
    case 'gradientOfA':
      return [['wrong-sign', negative(right)], ...otherWays]
    case 'delta':
      return [
        ['missing-derivative', layer.derivative && at(layer.gradientOfA)],
        ...otherWays.map(([id, gradient]) => [id, deltaFrom(layer, gradient, sample, unit)] as const),
        ['wrong-sign', negative(right)],
      ]
  }
}

function ofWeightedInput(
  numbers: TracedNumbers,
  layer: LayerStepTrace,
  { sample, unit }: { readonly sample: number; readonly unit: number },
): MistakenNumbers {
  const { parameters, z } = layer
  const x = layer.x[sample]
  if (layer.kind !== 'dense' || !parameters || !x) return []
  const { weights, biases } = parameters
  const bias = biases[biases.length === 1 ? 0 : unit] ?? 0
  const summed = (matrix: readonly (readonly number[])[] | null): number | null =>
    matrix && x.reduce((sum, each, input) => sum + each * (matrix[unit]?.[input] ?? 0), bias)
  const found = z?.[sample]?.[unit]
  return [
    ['missing-bias', bias === 0 || found === undefined ? null : found - bias],
    ['transposed-weights', layer.inputs === layer.units ? summed(transposed(weights)) : null],
    ['updated-weights', summed(newWeights(numbers, layer))],
  ]
}

interface ParameterAt {
  readonly unit: number
  /** null: the bias. */
  readonly input: number | null
}

/** The mean gradient of a parameter, had every delta been another. */
function gradientBy(
  { trace }: TracedNumbers,
  layer: LayerStepTrace,
  { unit, input }: ParameterAt,
  deltaOf: (sample: number, unit: number) => number | null,
): number | null {
  const shared = input === null && layer.gradients?.biases.length === 1
  const units = shared ? [...Array(layer.units).keys()] : [unit]
  return meanOver(trace, (sample) => {
    const entering = input === null ? 1 : (layer.x[sample]?.[input] ?? 0)
    const deltas = units.map((each) => deltaOf(sample, each))
    return deltas.includes(null) ? null : entering * deltas.reduce<number>((sum, each) => sum + (each ?? 0), 0)
  })
}

function ofGradient(numbers: TracedNumbers, layer: LayerStepTrace, place: ParameterAt): MistakenNumbers {
  const { trace } = numbers
  const { unit, input } = place
  const gradients = layer.gradients
  const right = input === null ? gradients?.biases[unit] : gradients?.weights[unit]?.[input]
  if (layer.kind !== 'dense' || right === undefined) return []
  const otherWay = (way: Way): number | null =>
    gradientBy(numbers, layer, place, (sample, each) =>
      deltaFrom(layer, sentBackBy(numbers, layer, { way, sample, unit: each }), sample, each),
    )
  const delta = (sample: number, each: number): number | null => layer.delta?.[sample]?.[each] ?? null
  // A softmax has no slope σ′(z) that could be missing.
  const gradientOfA = (sample: number, each: number): number | null => layer.gradientOfA[sample]?.[each] ?? null
  return [
    ['missing-derivative', layer.derivative && gradientBy(numbers, layer, place, gradientOfA)],
    ...ways.map(([id, way]) => [id, otherWay(way)] as const),
    ['wrong-sign', -right],
    ['missing-input', input === null ? null : gradientBy(numbers, layer, { unit, input: null }, delta)],
    ['swapped-indices', input === null ? null : (gradients?.weights[input]?.[unit] ?? null)],
    ['batch-sum', trace.rows.length > 1 ? right * trace.totalWeight : null],
  ]
}

function ofUpdate(numbers: TracedNumbers, layer: LayerStepTrace, place: ParameterAt): MistakenNumbers {
  const update = numbers.updates[layer.id]
  const [old, made, gradient] = ['old', 'new', 'penalized'].map((name) => termAt(update, name, place))
  if (!update || old === undefined || made === undefined || gradient === undefined) return []
  const frozen = place.input === null ? update.frozenBiases : update.frozenWeights
  if (frozen)
    return [
      ['frozen', old - update.rate * gradient],
      ['frozen', old - gradient],
    ]
  const plain = isPlainDescent(old, made, gradient, update.rate)
  const followed = ofGradient(numbers, layer, place).map(
    ([id, wrong]) => [id, plain && wrong !== null ? old - update.rate * wrong : null] as const,
  )
  return [
    ['wrong-direction', 2 * old - made],
    ['missing-rate', old - gradient],
    ['change-only', made - old],
    ...followed.filter(([id]) => id !== 'wrong-sign'),
  ]
}

/** What a parameter was before the update; null for numbers that no update makes. */
export function numberBefore(numbers: TracedNumbers, place: PracticePlace): number | null {
  if (place.what !== 'newWeight' && place.what !== 'newBias') return null
  const input = 'input' in place ? place.input : null
  return termAt(numbers.updates[place.layer], 'old', { unit: place.unit, input }) ?? null
}

/** Whether the update is old - rate * gradient and nothing else: only then another gradient is simply put in. */
function isPlainDescent(old: number, made: number, gradient: number, rate: number): boolean {
  return Math.abs(old - rate * gradient - made) <= 1e-12 * Math.max(1, Math.abs(old))
}

function termAt(update: LayerUpdateTrace | undefined, name: string, { unit, input }: ParameterAt): number | undefined {
  const term = update?.terms.find((each) => each.name === name)
  return input === null ? term?.biases[unit] : term?.weights[unit]?.[input]
}

function ofLoss({ trace }: TracedNumbers): MistakenNumbers {
  return [
    ['no-half', trace.costFunction === 'half-squared-error' ? 2 * trace.loss : null],
    ['batch-sum', trace.rows.length > 1 ? trace.loss * trace.totalWeight : null],
    ['wrong-sign', -trace.loss],
  ]
}

const negative = (value: number | null): number | null => (value === null ? null : -value)
