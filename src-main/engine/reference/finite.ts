import { type Batch } from '../layers'
import { type EngineLayer, type EngineNetwork, type Parameters } from '../network'
import { type NotFinite } from '../program'
import { type ForwardPass } from './forward'
import { trainable } from './update'

/** The first z or a that is not finite: layer by layer, sample by sample, unit by unit; `rows`: rows of the data. */
export function notFiniteActivation(
  network: EngineNetwork,
  pass: ForwardPass,
  rows: readonly number[],
): NotFinite | null {
  const placeIn = ({ id }: EngineLayer, batch: Batch): NotFinite | null => {
    for (let sample = 0; sample < batch.length; sample++) {
      const unit = batch[sample].findIndex((value) => !Number.isFinite(value))
      if (unit >= 0) return { layer: id, what: 'an activation', sample: rows[sample], unit }
    }
    return null
  }
  for (const layer of network.layers) {
    const { z, a } = pass[layer.id]
    const found = (z && placeIn(layer, z)) ?? placeIn(layer, a)
    if (found) return found
  }
  return null
}

/** A loss can be infinite while all outputs are finite: the square of a large output is. */
export function notFiniteLoss(
  { outputLayer }: EngineNetwork,
  losses: readonly number[],
  loss: number,
  rows: readonly number[],
): NotFinite | null {
  if (Number.isFinite(loss)) return null
  const sample = losses.findIndex((each) => !Number.isFinite(each))
  return { layer: outputLayer, what: 'the loss', sample: sample < 0 ? null : rows[sample], unit: null }
}

/** The first of the parameters (or their gradients) that is not finite, layer by layer; frozen ones play no part. */
export function notFiniteParameter(
  network: EngineNetwork,
  parameters: Parameters,
  what: 'the gradient' | 'a weight',
): NotFinite | null {
  for (const layer of network.layers) {
    const moves = trainable(layer)
    const place = (unit: number | null): NotFinite => ({ layer: layer.id, what, sample: null, unit })
    if (moves.weights)
      for (const [row, values] of parameters[layer.id].weights.entries()) {
        const column = values.findIndex((value) => !Number.isFinite(value))
        if (column >= 0) return place(layer.kind === 'dense' ? row : column)
      }
    if (moves.biases) {
      const unit = parameters[layer.id].biases.findIndex((value) => !Number.isFinite(value))
      if (unit >= 0) return place(layer.kind === 'dense' && layer.bias === 'shared' ? null : unit)
    }
  }
  return null
}
