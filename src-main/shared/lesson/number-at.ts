import { type BatchTrace, type LayerStepTrace } from '../inspection/step-trace'
import { type LayerUpdateTrace } from '../inspection/update-trace'
import { sharesOfLoss } from './output-losses'
import { type NumberPlace } from './place'

/** What numbers are read from: a traced batch, and the updates of its layers where they were asked for. */
export interface TracedNumbers {
  readonly trace: BatchTrace
  /** By id of the layer. */
  readonly updates: Readonly<Record<string, LayerUpdateTrace>>
}

/** The number at a place; null where the trace has none. */
export function numberAt({ trace, updates }: TracedNumbers, place: NumberPlace): number | null {
  const layer = 'layer' in place ? layerOf(trace, place.layer) : undefined
  const row = trace.rows.indexOf('sample' in place ? place.sample : 0)
  switch (place.what) {
    case 'z':
    case 'a':
    case 'derivative':
    case 'gradientOfA':
    case 'delta':
      return layer?.[place.what]?.[row]?.[place.unit] ?? null
    case 'target':
      return trace.y[row]?.[place.unit] ?? null
    case 'outputLoss':
      return shares(trace, row)[place.unit] ?? null
    case 'weight':
      return layer?.parameters?.weights[place.unit]?.[place.input] ?? null
    case 'weightGradient':
      return layer?.gradients?.weights[place.unit]?.[place.input] ?? null
    case 'bias':
      return layer?.parameters?.biases[place.unit] ?? null
    case 'biasGradient':
      return layer?.gradients?.biases[place.unit] ?? null
    case 'newWeight':
      return termAt(updates[place.layer], 'new', place)
    case 'newBias':
      return termAt(updates[place.layer], 'new', { ...place, input: null })
    case 'updateTerm':
      return termAt(updates[place.layer], place.term, place)
    case 'sentBack':
      return product(layer?.sentThrough?.weights[place.unit]?.[place.input], layer?.delta?.[row]?.[place.unit])
    case 'jacobianTerm':
      return layer?.jacobianTerms?.[row]?.[place.unit]?.[place.input] ?? null
    case 'branch':
      return layer?.branches.find((branch) => branch.layer === place.through)?.gradient[row]?.[place.unit] ?? null
    case 'sampleLoss':
      return trace.losses[row] ?? null
    case 'loss':
    case 'penalty':
      return trace[place.what]
  }
}

const layerOf = (trace: BatchTrace, id: string): LayerStepTrace | undefined =>
  trace.layers.find((layer) => layer.id === id)

function shares(trace: BatchTrace, row: number): readonly number[] {
  const a = layerOf(trace, trace.output)?.a[row]
  return a ? sharesOfLoss(trace.costFunction, a, trace.y[row] ?? []) : []
}

function termAt(
  update: LayerUpdateTrace | undefined,
  name: string,
  { unit, input }: { readonly unit: number; readonly input: number | null },
): number | null {
  const term = update?.terms.find((each) => each.name === name)
  return (input === null ? term?.biases[unit] : term?.weights[unit]?.[input]) ?? null
}

const product = (one: number | undefined, other: number | undefined): number | null =>
  one === undefined || other === undefined ? null : one * other
