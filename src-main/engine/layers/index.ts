import { type ActivationId } from '@shared/catalog/activations'
import { type LayerKind } from '@shared/catalog/layers'
import { type EngineLayer, type LayerParameters } from '../network'
import { activation } from './activation'
import { add } from './add'
import { batchNormalization } from './batch-normalization'
import { concatenate } from './concatenate'
import { dense } from './dense'
import { dropout } from './dropout'
import { flatten } from './flatten'
import { input } from './input'
import { type Batch, type Entering, type LayerFunctions, type LayerPass, type Leaving } from './layer'
import { layerNormalization } from './layer-normalization'

export type { Batch, LayerPass, Mode } from './layer'

type Registry = { readonly [Kind in LayerKind]: LayerFunctions<Extract<EngineLayer, { kind: Kind }>> }

export const layerOf: Registry = {
  input,
  dense,
  activation,
  dropout,
  'batch-normalization': batchNormalization,
  'layer-normalization': layerNormalization,
  flatten,
  add,
  concatenate,
}

/** The registry's type pairs every kind with its own layers, so a kind's functions only ever see layers of their kind. */
function functionsOf(layer: EngineLayer): LayerFunctions<EngineLayer> {
  return layerOf[layer.kind]
}

/** See LayerFunctions. */
export function layerForward(layer: EngineLayer, entering: Entering): Leaving {
  return functionsOf(layer).forward(layer, entering)
}

/** See LayerFunctions. */
export function layerGradients(layer: EngineLayer, pass: LayerPass, delta: Batch): LayerParameters | null {
  return functionsOf(layer).gradients(layer, pass, delta)
}

/** See LayerFunctions. */
export function layerSendBack(
  layer: EngineLayer,
  pass: LayerPass,
  delta: Batch,
  parameters: LayerParameters | undefined,
): Batch {
  return functionsOf(layer).sendBack(layer, pass, delta, parameters)
}

/** The activation behind a layer's z; null for a layer that has no z. */
export function activationIdOf(layer: EngineLayer): ActivationId | null {
  return layer.kind === 'dense' || layer.kind === 'activation' ? layer.activation : null
}
