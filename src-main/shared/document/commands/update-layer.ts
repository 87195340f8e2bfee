import { type DenseLayer, type Layer } from '../schema'
import { type Command, withLayers, withoutExactValues, withoutExactWeights } from './command'

export type LayerChanges = Partial<
  Pick<DenseLayer, 'name' | 'units' | 'activation' | 'initializer' | 'bias' | 'freezeWeights' | 'freezeBiases'>
>

/**
 * Changes a layer's own settings. A change of its units drops the exact initial weights and biases of this layer and
 * the exact initial weights of the layers it feeds, because their shapes no longer fit.
 */
export function updateLayer(id: string, changes: LayerChanges): Command {
  const [only, ...others] = Object.keys(changes)
  return {
    label: `Change ${only === undefined ? 'layer' : words(only)}`,
    ...(only !== undefined && others.length === 0 ? { mergeKey: `layer ${id} ${only}` } : {}),
    apply(document) {
      const { layers, connections } = document.network
      const layer = layers.find((candidate) => candidate.id === id)
      if (!layer) return document
      const resized = changes.units !== undefined && changes.units !== ownUnits(layer)
      const fed = new Set(connections.filter(({ from }) => from === id).map(({ to }) => to))
      return withLayers(
        document,
        layers.map((candidate) => {
          if (candidate.id === id) return changed(candidate, changes, resized)
          return resized && fed.has(candidate.id) && candidate.kind === 'dense'
            ? withoutExactWeights(candidate)
            : candidate
        }),
      )
    },
  }
}

function changed(layer: Layer, changes: LayerChanges, resized: boolean): Layer {
  switch (layer.kind) {
    case 'input':
      return {
        ...layer,
        name: changes.name ?? layer.name,
        shape: changes.units === undefined ? layer.shape : [changes.units],
      }
    case 'dense':
      return { ...(resized ? withoutExactValues(layer) : layer), ...changes }
    case 'activation':
      return { ...layer, name: changes.name ?? layer.name, activation: changes.activation ?? layer.activation }
    case 'dropout':
    case 'batch-normalization':
    case 'layer-normalization':
    case 'flatten':
    case 'add':
    case 'concatenate':
      return { ...layer, name: changes.name ?? layer.name }
  }
}

/** The units that a layer sets itself; null where they follow from its sources. */
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
