import { type BatchTrace, type LayerStepTrace } from '../inspection/step-trace'
import { type TracedNumbers } from '../lesson/number-at'

type Matrix = readonly (readonly number[])[]

/** Which weights the deltas of the next layers come back through. */
export type Way = 'transposed' | 'updated' | 'old'

/**
 * dC/da of a unit of a hidden layer, had the deltas come back another way; null where that is not another way, or not
 * possible: at the output, through layers without weights, transposed where a matrix is not square.
 */
export function sentBackBy(
  { trace, updates }: TracedNumbers,
  layer: LayerStepTrace,
  { way, sample, unit }: { readonly way: Way; readonly sample: number; readonly unit: number },
): number | null {
  if (layer.branches.length === 0) return null
  let sum = 0
  for (const { layer: id, start } of layer.branches) {
    const consumer = trace.layers.find((each) => each.id === id)
    const delta = consumer?.delta?.[sample]
    const weights = consumer && weightsBy(way, { trace, updates }, consumer)
    if (!delta || !weights) return null
    sum += delta.reduce((total, each, index) => total + each * (weights[index]?.[start + unit] ?? 0), 0)
  }
  return sum
}

function weightsBy(way: Way, { trace, updates }: TracedNumbers, layer: LayerStepTrace): Matrix | null {
  if (layer.kind !== 'dense' || !layer.parameters || !layer.sentThrough) return null
  switch (way) {
    case 'transposed':
      return layer.inputs === layer.units ? transposed(layer.sentThrough.weights) : null
    case 'updated':
      return trace.updateOrder === 'simultaneous' ? newWeights({ trace, updates }, layer) : null
    case 'old':
      return trace.updateOrder === 'sequential' ? layer.parameters.weights : null
  }
}

/** Weights after the update. */
export function newWeights({ updates }: TracedNumbers, { id }: LayerStepTrace): Matrix | null {
  return updates[id]?.terms.find(({ name }) => name === 'new')?.weights ?? null
}

export const transposed = (matrix: Matrix): Matrix =>
  (matrix[0] ?? []).map((_, column) => matrix.map((row) => row[column] ?? 0))

/** delta of a unit, from the dC/da that was found some way; null for activations without a slope of their own. */
export function deltaFrom(layer: LayerStepTrace, gradientOfA: number | null, sample: number, unit: number) {
  const slope = layer.derivative?.[sample]?.[unit]
  return gradientOfA === null || slope === undefined ? null : gradientOfA * slope
}

/** The mean over the batch of what each sample adds; null where one of them is. */
export function meanOver(trace: BatchTrace, ofSample: (sample: number) => number | null): number | null {
  let sum = 0
  for (const sample of trace.rows.keys()) {
    const own = ofSample(sample)
    if (own === null) return null
    sum += own
  }
  return sum / trace.totalWeight
}
