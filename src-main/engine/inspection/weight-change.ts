import { type SampleContribution, type WeightChange } from '@shared/inspection/weight-change'
import { type EngineLayer } from '../network'
import { ComputationGraph, type GraphEdge } from './graph-edges'
import { lossPaths } from './loss-paths'
import { type TracedStep } from './trace-step'
import { type NumberPlace, tracedParameter } from './update-terms'

/** More edges than this are not followed: the answer then has no paths. */
const MOST_EDGES = 3_000_000

export interface WeightPlace {
  readonly unit: number
  /** null: the bias. Normalizations: the scale of a unit is its input 0, the shift its bias. */
  readonly input: number | null
}

/** Where a parameter lies among its layer's; null where the layer has none such, or a mask takes the connection away. */
export function numberPlace(layer: EngineLayer, { unit, input }: WeightPlace): NumberPlace | null {
  if (unit >= layer.units) return null
  switch (layer.kind) {
    case 'dense':
      if (input === null)
        return layer.bias === 'none' ? null : { row: null, column: layer.bias === 'shared' ? 0 : unit }
      if (input >= layer.inputs || layer.mask?.[unit][input] === 0) return null
      return { row: unit, column: input }
    case 'batch-normalization':
    case 'layer-normalization':
      return input === null ? { row: null, column: unit } : input === 0 ? { row: 0, column: unit } : null
    case 'input':
    case 'activation':
    case 'dropout':
    case 'flatten':
    case 'add':
    case 'concatenate':
      return null
  }
}

/**
 * Why one parameter changes in one update: what every sample, every path to the loss, the penalties, clipping and the
 * optimizer contribute; see WeightChange. `place` is one that `numberPlace` finds; `mostPaths` are listed.
 */
export function weightChange(
  traced: TracedStep,
  layer: EngineLayer,
  { place, mostPaths }: { readonly place: WeightPlace; readonly mostPaths: number },
): WeightChange | null {
  const found = numberPlace(layer, place)
  if (!found) return null
  const parameter = tracedParameter(traced, layer, found)
  const { old, frozen, gradient, l1, l2, penalized, clipped, update } = parameter
  const scale = update?.scale ?? 0
  const samples = contributions(traced, layer, { place, scale })
  const clipping = frozen ? 0 : clipped - penalized
  const { history = 0, decay = 0 } = update ?? {}
  const parts = {
    data: samples.reduce((sum, { change }) => sum + change, 0),
    l1: scale * l1,
    l2: scale * l2,
    clipping: scale * clipping,
    history,
    decay,
  }
  const change = parts.data + parts.l1 + parts.l2 + parts.clipping + history + decay
  const graph = new ComputationGraph(traced)
  return {
    layer: layer.id,
    name: layer.name,
    unit: place.unit,
    input: place.input,
    old,
    new: parameter.new,
    frozen,
    gradient,
    penalized,
    clipped,
    scale,
    samples,
    parts: { ...parts, rounding: parameter.new - old - change },
    optimizerTerms: update?.terms ?? {},
    paths:
      graph.edgesBehind(layer.id) * traced.request.rows.length <= MOST_EDGES
        ? lossPaths(graph, startEdges(traced, layer, place), mostPaths)
        : null,
  }
}

/** What the parameter is multiplied by where it enters, for a unit and a sample: a_j of the source, or 1 for a bias. */
function enteringFactor({ parts }: TracedStep, { id, kind }: EngineLayer, place: WeightPlace, sample: number): number {
  if (place.input === null) return 1
  const { x, kept } = parts.pass[id]
  return kind === 'dense' ? x[sample][place.input] : (kept.normalized?.[sample][place.unit] ?? 0)
}

/** The units that the parameter enters: all of them for a shared bias. */
const unitsOf = (layer: EngineLayer, { unit, input }: WeightPlace): number[] =>
  layer.kind === 'dense' && layer.bias === 'shared' && input === null
    ? Array.from({ length: layer.units }, (_, each) => each)
    : [unit]

/** Per sample: a_j delta_i / total weight (BP4), where delta has the sample's weight in it. */
function contributions(
  traced: TracedStep,
  layer: EngineLayer,
  { place, scale }: { place: WeightPlace; scale: number },
): SampleContribution[] {
  const { parts, request, trace } = traced
  const deltas = parts.back.deltas[layer.id]
  return request.rows.map((row, sample) => {
    const delta = unitsOf(layer, place).reduce((sum, unit) => sum + deltas[sample][unit], 0)
    const input = enteringFactor(traced, layer, place, sample)
    const gradient = trace.totalWeight === 0 ? 0 : (input * delta) / trace.totalWeight
    return { row, gradient, input, delta, change: scale * gradient }
  })
}

function startEdges(traced: TracedStep, layer: EngineLayer, place: WeightPlace): GraphEdge[] {
  const at = layer.kind === 'dense' ? 'z' : 'a'
  return traced.request.rows.flatMap((_, sample) =>
    unitsOf(layer, place).map((unit) => ({
      to: { layer: layer.id, at, sample, unit } as const,
      factor: enteringFactor(traced, layer, place, sample),
    })),
  )
}
