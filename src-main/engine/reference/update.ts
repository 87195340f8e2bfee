import { type OptimizerSettings } from '@shared/document/schema'
import { type EngineLayer, type LayerParameters, type Parameters } from '../network'
import { applyUpdate } from '../optimizers'

/** Whether an update moves the weights, and the biases, of a layer. */
export function trainable(layer: EngineLayer): { readonly weights: boolean; readonly biases: boolean } {
  switch (layer.kind) {
    case 'dense':
    case 'batch-normalization':
    case 'layer-normalization':
      return { weights: !layer.freezeWeights, biases: !layer.freezeBiases }
    case 'input':
    case 'activation':
    case 'dropout':
    case 'flatten':
    case 'add':
    case 'concatenate':
      return { weights: false, biases: false }
  }
}

/** The gradients that an update follows, as rows: those of trainable weights, then of trainable biases. */
export function trainableRows(layer: EngineLayer, { weights, biases }: LayerParameters): readonly number[][] {
  const moves = trainable(layer)
  return [...(moves.weights ? weights : []), ...(moves.biases ? [biases] : [])]
}

export interface LayerUpdate {
  readonly optimizer: OptimizerSettings
  /** What the optimizer computed once for this update. */
  readonly factors: readonly number[]
  /** Rows as `trainableRows` gives them, clipped. */
  readonly gradients: readonly (readonly number[])[]
  readonly slots: readonly Parameters[]
}

/**
 * Moves the trainable parameters of a layer in place, and with them the optimizer's slots. Weight decay acts on the
 * weights of dense layers only.
 */
export function updateLayer(layer: EngineLayer, parameters: Parameters, update: LayerUpdate): void {
  const { optimizer, factors, gradients, slots } = update
  const rows = trainableRows(layer, parameters[layer.id])
  const slotRows = slots.map((slot) => trainableRows(layer, slot[layer.id]))
  const weightRows = trainable(layer).weights ? parameters[layer.id].weights.length : 0
  rows.forEach((row, index) =>
    applyUpdate(optimizer, {
      parameters: row,
      gradients: gradients[index],
      slots: slotRows.map((slot) => slot[index]),
      factors,
      decays: layer.kind === 'dense' && index < weightRows,
    }),
  )
}
