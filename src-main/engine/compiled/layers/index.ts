import { type EngineLayer } from '../../network'
import { type Plan } from '../plan'
import { activation } from './activation'
import { add } from './add'
import { batchNormalization } from './batch-normalization'
import { concatenate } from './concatenate'
import { dense } from './dense'
import { dropout } from './dropout'
import { flatten } from './flatten'
import { input } from './input'
import { layerNormalization } from './layer-normalization'
import { type PlannedLayer } from './planned-layer'

/** Puts a layer's forward pass on the tapes. */
export function planLayer(layer: EngineLayer, plan: Plan): PlannedLayer {
  switch (layer.kind) {
    case 'input':
      return input(layer, plan)
    case 'dense':
      return dense(layer, plan)
    case 'activation':
      return activation(layer, plan)
    case 'dropout':
      return dropout(layer, plan)
    case 'batch-normalization':
      return batchNormalization(layer, plan)
    case 'layer-normalization':
      return layerNormalization(layer, plan)
    case 'flatten':
      return flatten(layer, plan)
    case 'add':
      return add(layer, plan)
    case 'concatenate':
      return concatenate(layer, plan)
  }
}
