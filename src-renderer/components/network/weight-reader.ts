import { type Shapes } from '@shared/document/shapes'
import { type LayerWeights } from '@shared/protocol/training-service'
import { type Card, inputOffsets } from './geometry'

export type Weights = Readonly<Record<string, LayerWeights>> | null

/** What a connection of two layers is made of. Units and inputs count from 0. */
export interface WeightReader {
  /** null where it isn't known, or no longer fits the layer; NaN where a run that grew without bounds left that. */
  weight(unit: number, input: number): number | null
  /** Whether the connection was left out of the network. */
  leftOut(unit: number, input: number): boolean
  /** The largest magnitude in the layer, at least 0.25: what the widest line stands for. */
  readonly most: number
}

export function readerOf(weights: Weights, shapes: Shapes, from: Card, to: Card): WeightReader {
  const offset = inputOffsets(shapes, to.layer.id).get(from.layer.id)
  const mask = to.layer.kind === 'dense' ? to.layer.mask : undefined
  const own = fitting(weights, shapes, to)
  return {
    weight(unit, input) {
      return offset === undefined ? null : (own?.weights[unit * own.inputs + offset + input] ?? null)
    },
    leftOut: (unit, input) => mask?.[unit]?.[(offset ?? 0) + input] === 0,
    most: largest(own),
  }
}

/** A layer's weights, where they fit it as it is now. */
export function fitting(weights: Weights, shapes: Shapes, { layer, size }: Card): LayerWeights | null {
  const own = weights?.[layer.id]
  return own?.inputs === shapes.layers[layer.id]?.inputs && own?.units === size ? own : null
}

function largest(weights: LayerWeights | null): number {
  let most = 0.25
  for (const weight of weights?.weights ?? []) if (Number.isFinite(weight)) most = Math.max(most, Math.abs(weight))
  return most
}
