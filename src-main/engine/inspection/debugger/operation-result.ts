import { type Operation, type OperationResult, type OperationTerm } from '@shared/inspection/step-debugger'
import { type LayerStepTrace, type ParameterNumbers, type StepTrace } from '@shared/inspection/step-trace'
import { type EngineLayer } from '../../network'
import { type TracedStep } from '../trace-step'

/** A traced step with its layers by id. */
export interface TracedLayers {
  readonly traced: TracedStep
  readonly layers: ReadonlyMap<string, { readonly layer: EngineLayer; readonly trace: LayerStepTrace }>
}

export function tracedLayers(traced: TracedStep): TracedLayers {
  const { network, trace } = traced
  return {
    traced,
    layers: new Map(network.layers.map((layer, index) => [layer.id, { layer, trace: trace.layers[index] }])),
  }
}

/** The numbers that an operation computes: `values` of several parameters, else one; `before`: parameters before an update. */
export interface OperationNumbers {
  readonly value: number | null
  readonly values: readonly number[]
  readonly before: readonly number[]
}

const none: readonly number[] = []

/** What an operation computes, read from the trace. */
export function operationNumbers(step: TracedLayers, operation: Operation): OperationNumbers {
  const { traced } = step
  const { what, layer: id } = operation
  const { trace } = found(step, id)
  const one = (value: number): OperationNumbers => ({ value, values: none, before: none })
  switch (what) {
    case 'loss':
      return one(traced.trace.losses[operation.sample ?? 0])
    case 'z':
    case 'a':
    case 'gradientOfA':
    case 'delta':
      return one(numberAt(trace, what, operation))
    case 'gradient':
      return { value: null, values: ofUnit(step, operation, traced.parts.back.gradients[id]), before: none }
    case 'update':
      return {
        value: null,
        values: ofUnit(step, operation, traced.parts.parameters[id]),
        before: ofUnit(step, operation, traced.state.parameters[id]),
      }
    case 'commit':
      return { value: null, values: none, before: none }
  }
}

/** What an operation computes, and from what. */
export function operationResult(step: TracedLayers, operation: Operation): OperationResult {
  return { operation, ...operationNumbers(step, operation), terms: termsOf(step, operation) }
}

function found({ layers }: TracedLayers, id: string): { layer: EngineLayer; trace: LayerStepTrace } {
  const layer = layers.get(id)
  if (!layer) throw new TypeError(`There is no layer ${id}.`)
  return layer
}

function numberAt(
  trace: LayerStepTrace,
  what: 'z' | 'a' | 'gradientOfA' | 'delta',
  { sample, unit }: Operation,
): number {
  return trace[what]?.[sample ?? 0][unit ?? 0] ?? Number.NaN
}

/** The parameters of one unit: its weights, then its bias; of no unit: the bias that all share. */
function ofUnit(step: TracedLayers, { layer: id, unit }: Operation, { weights, biases }: ParameterNumbers): number[] {
  const { layer } = found(step, id)
  if (unit === null) return [biases[0]]
  if (layer.kind !== 'dense') return [weights[0][unit], biases[unit]]
  return [...weights[unit], ...(layer.bias === 'per-unit' ? [biases[unit]] : [])]
}

function termsOf(step: TracedLayers, operation: Operation): OperationTerm[] {
  const { sample, unit } = operation
  if (sample === null || unit === null) return []
  const { layer, trace } = found(step, operation.layer)
  switch (operation.what) {
    case 'z':
      return enteringTerms(step.traced.trace, { layer, trace, sample, unit })
    case 'a':
      return trace.z ? [] : enteringTerms(step.traced.trace, { layer, trace, sample, unit })
    case 'gradientOfA':
      return branchTerms(step, trace, sample, unit)
    case 'delta':
      return deltaTerms(trace, sample, unit)
    case 'loss':
    case 'gradient':
    case 'update':
    case 'commit':
      return []
  }
}

interface UnitPlace {
  readonly layer: EngineLayer
  readonly trace: LayerStepTrace
  readonly sample: number
  readonly unit: number
}

/** What z, or a of a layer without z, is the sum of. */
function enteringTerms(step: StepTrace, { layer, trace, sample, unit }: UnitPlace): OperationTerm[] {
  const sources = trace.sources.flatMap((source) => {
    const units = step.layers.find(({ id }) => id === source)?.units ?? 0
    return Array.from({ length: units }, (_, each) => ({ layer: source, unit: each }))
  })
  const x = trace.x[sample]
  const input = (from: number, ...factors: number[]): OperationTerm => ({
    kind: 'input',
    ...sources[from],
    factors: [x[from], ...factors],
  })
  switch (layer.kind) {
    case 'input':
      return []
    case 'dense': {
      const { weights, biases } = trace.parameters ?? { weights: [], biases: [] }
      const bias = layer.bias === 'none' ? [] : [biases[layer.bias === 'shared' ? 0 : unit]]
      return [
        ...weights[unit].map((weight, from): OperationTerm => ({
          kind: 'weight',
          ...sources[from],
          factors: [weight, x[from]],
        })),
        ...bias.map((value): OperationTerm => ({ kind: 'bias', layer: layer.id, unit, factors: [value] })),
      ]
    }
    case 'dropout':
      return [input(unit, trace.dropoutFactors?.[sample][unit] ?? 1)]
    case 'activation':
    case 'flatten':
    case 'concatenate':
      return [input(unit)]
    case 'add':
      return x.flatMap((_, from) => (from % layer.units === unit ? [input(from)] : []))
    case 'batch-normalization':
    case 'layer-normalization': {
      const { weights, biases } = trace.parameters ?? { weights: [], biases: [] }
      const normalized = trace.normalized?.[sample][unit] ?? Number.NaN
      return [
        { kind: 'scale', layer: layer.id, unit, factors: [weights[0][unit], normalized] },
        { kind: 'bias', layer: layer.id, unit, factors: [biases[unit]] },
      ]
    }
  }
}

/** What dC/da is the sum of: of every dense layer behind, weight times delta; of others, what they send back. */
function branchTerms(step: TracedLayers, trace: LayerStepTrace, sample: number, unit: number): OperationTerm[] {
  return trace.branches.flatMap(({ layer: id, start, gradient }): OperationTerm[] => {
    const behind = found(step, id)
    const { delta, sentThrough } = behind.trace
    if (behind.layer.kind !== 'dense' || !delta || !sentThrough)
      return [{ kind: 'branch', layer: id, unit: start + unit, factors: [gradient[sample][unit]] }]
    return sentThrough.weights.map((row, to) => ({
      kind: 'branch',
      layer: id,
      unit: to,
      factors: [row[start + unit], delta[sample][to]],
    }))
  })
}

function deltaTerms(trace: LayerStepTrace, sample: number, unit: number): OperationTerm[] {
  const { id, derivative, jacobianTerms, gradientOfA, fused } = trace
  if (fused) return []
  if (derivative)
    return [{ kind: 'chain', layer: id, unit, factors: [gradientOfA[sample][unit], derivative[sample][unit]] }]
  return (jacobianTerms?.[sample][unit] ?? []).map((term, other) => ({
    kind: 'softmax',
    layer: id,
    unit: other,
    factors: [term],
  }))
}
