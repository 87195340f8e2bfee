import { type InitializerId, initializers } from '../../catalog/initializers'
import { defaultSettings } from '../../catalog/entry'
import { biasCount } from '../layer-problems'
import { type DenseLayer, type InputLayer, type Layer, type LayerOf } from '../schema'
import { type Command, withDense, withLayers, withoutExactValues } from './command'
import { denseBehind, withoutExactWeightsOf } from './dense-behind'
import { type Values } from './values'

/** What may be changed of a layer; each kind takes what it has and leaves the rest. */
export type LayerChanges = Partial<
  Pick<DenseLayer, 'name' | 'units' | 'activation' | 'initializer' | 'bias' | 'freezeWeights' | 'freezeBiases'> &
    Pick<InputLayer, 'shape'> &
    Pick<LayerOf<'dropout'>, 'rate'> &
    Pick<LayerOf<'batch-normalization'>, 'momentum' | 'epsilon'>
>

/**
 * Changes a layer's own settings; `units` of an input layer makes it a row of numbers. A change of its units drops the
 * exact initial values and the mask of this layer and the exact initial weights and masks of the dense layers that its
 * outputs reach, because their shapes no longer fit.
 */
export function updateLayer(id: string, changes: LayerChanges): Command {
  const [only, ...others] = Object.keys(changes)
  return {
    label: `Change ${only === undefined ? 'layer' : words(only)}`,
    ...(only !== undefined && others.length === 0 ? { mergeKey: `layer ${id} ${only}` } : {}),
    apply(document) {
      const layer = document.network.layers.find((candidate) => candidate.id === id)
      if (!layer) return document
      const next = changed(layer, changes)
      const resized = ownUnits(next) !== ownUnits(layer)
      const fitting = next.kind === 'dense' && layer.kind === 'dense' ? fitted(next, layer) : next
      return withoutExactWeightsOf(
        withLayers(
          document,
          document.network.layers.map((candidate) => (candidate.id === id ? fitting : candidate)),
        ),
        resized ? denseBehind(document.network, id) : new Set(),
      )
    },
  }
}

/** Changes to another initializer with its usual numbers. */
export function chooseInitializer(id: string, initializer: InitializerId): Command {
  return updateLayer(id, { initializer: defaultSettings(initializers, initializer) })
}

/** Changes numbers of a dense layer's initializer, such as `{ deviation: 0.1 }`. */
export function updateInitializer(id: string, values: Values): Command {
  return {
    label: 'Change initializer',
    mergeKey: `initializer ${id} ${Object.keys(values).join(' ')}`,
    apply: (document) =>
      withDense(document, id, (layer) => ({ ...layer, initializer: { ...layer.initializer, ...values } })),
  }
}

function changed(layer: Layer, changes: LayerChanges): Layer {
  const { name = layer.name } = changes
  switch (layer.kind) {
    case 'input': {
      const { units, shape = units === undefined ? layer.shape : [units] } = changes
      return { ...layer, name, shape: [...shape] }
    }
    case 'dense': {
      const { units, activation, initializer, bias, freezeWeights, freezeBiases } = { ...layer, ...changes }
      return { ...layer, name, units, activation, initializer, bias, freezeWeights, freezeBiases }
    }
    case 'activation':
      return { ...layer, name, activation: changes.activation ?? layer.activation }
    case 'dropout':
      return { ...layer, name, rate: changes.rate ?? layer.rate }
    case 'batch-normalization': {
      const { momentum, epsilon, freezeWeights, freezeBiases } = { ...layer, ...changes }
      return { ...layer, name, momentum, epsilon, freezeWeights, freezeBiases }
    }
    case 'layer-normalization': {
      const { epsilon, freezeWeights, freezeBiases } = { ...layer, ...changes }
      return { ...layer, name, epsilon, freezeWeights, freezeBiases }
    }
    case 'flatten':
    case 'add':
    case 'concatenate':
      return { ...layer, name }
  }
}

/** A changed dense layer without the exact values that no longer fit it. */
function fitted(next: DenseLayer, before: DenseLayer): DenseLayer {
  if (next.units !== before.units) return withoutExactValues(next)
  if (biasCount(next) === biasCount(before)) return next
  const { initialBiases: _biases, ...rest } = next
  return rest
}

/** The numbers that a layer gives by its own settings; null where they follow from its sources. */
function ownUnits(layer: Layer): number | null {
  switch (layer.kind) {
    case 'input':
      return layer.shape.reduce((product, size) => product * size, 1)
    case 'dense':
      return layer.units
    default:
      return null
  }
}

const words = (key: string): string => key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
