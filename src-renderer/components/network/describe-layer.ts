import { activations } from '@shared/catalog/activations'
import { layerKinds } from '@shared/catalog/layers'
import { type Layer } from '@shared/document/schema'
import { type LayerShape } from '@shared/document/shapes'
import { plainNumber, wholeNumber } from '../ui/numbers'

/** "28 × 28 × 1", or "784". */
export function shapeInWords(shape: readonly number[]): string {
  return shape.map(wholeNumber).join(' × ')
}

/**
 * What stands beside a layer's name: its features, its activation where its units are drawn, or its kind where the name
 * does not say it.
 */
export function kindInWords(layer: Layer, units: number, drawn: boolean): string {
  switch (layer.kind) {
    case 'input':
      if (layer.shape.length > 1) return shapeInWords(layer.shape)
      return units === 1 ? '1 feature' : `${wholeNumber(units)} features`
    case 'dense':
      return activations[layer.activation].label
    default: {
      if (layer.kind === 'activation' && drawn) return activations[layer.activation].label
      const { label } = layerKinds[layer.kind]
      return layer.name.startsWith(label) ? '' : label
    }
  }
}

/** The main setting of a layer that has no units of its own, in a few words. */
export function settingInWords(layer: Layer, shape: LayerShape | undefined): string {
  switch (layer.kind) {
    case 'activation':
      return activations[layer.activation].label
    case 'dropout':
      return `rate ${plainNumber(layer.rate)}`
    case 'batch-normalization':
      return `momentum ${plainNumber(layer.momentum)}`
    case 'layer-normalization':
      return `epsilon ${plainNumber(layer.epsilon)}`
    case 'flatten':
      return 'one row of numbers'
    case 'add':
      return `sum of ${shape?.sources.length ?? 0}`
    case 'concatenate':
      return `${shape?.sources.length ?? 0} side by side`
    case 'input':
    case 'dense':
      return ''
  }
}

/** What enters, what leaves and what is learned: "2→3 · 9", "28 × 28 × 1→784". */
export function sizeInWords(layer: Layer, shape: LayerShape): string {
  const { inputs, parameters } = shape
  const learned = layer.kind === 'dense' || parameters > 0 ? ` · ${wholeNumber(parameters)}` : ''
  return `${wholeNumber(inputs)}→${shapeInWords(shape.shape)}${learned}`
}

/** What of a layer does not learn: "weights frozen"; empty where all does. */
export function frozenInWords(layer: Layer): string {
  if (!('freezeWeights' in layer)) return ''
  const { freezeWeights, freezeBiases } = layer
  const [weights, biases] = layer.kind === 'dense' ? ['weights', 'biases'] : ['scale', 'shift']
  const names = [...(freezeWeights ? [weights] : []), ...(freezeBiases ? [biases] : [])]
  return names.length === 0 ? '' : `${names.join(' and ')} frozen`
}
