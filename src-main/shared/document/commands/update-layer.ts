import { type DenseLayer, type Layer } from '../schema'
import { type Command, withLayers, withoutExactValues, withoutExactWeights } from './command'

export type LayerChanges = Partial<
  Pick<DenseLayer, 'name' | 'units' | 'activation' | 'initializer' | 'freezeWeights' | 'freezeBiases'>
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
      const resized = changes.units !== undefined && changes.units !== layer.units
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
      return { ...layer, name: changes.name ?? layer.name, units: changes.units ?? layer.units }
    case 'dense':
      return { ...(resized ? withoutExactValues(layer) : layer), ...changes }
  }
}

const words = (key: string): string => key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
