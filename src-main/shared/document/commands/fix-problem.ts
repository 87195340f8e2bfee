import { inputLayer, newLayer } from '../defaults'
import { encodedShape } from '../encoding'
import { type Change, type Problem } from '../problem'
import { type ProjectDocument } from '../schema'
import { inferShapes } from '../shapes'
import { nextLayerName } from './add-layer'
import { arrange } from './arrange'
import { type Command, withLayers } from './command'
import { disconnect } from './connect'
import { denseFrom, withoutExactWeightsOf } from './dense-behind'
import { removeLayer } from './remove-layer'
import { updateLayer } from './update-layer'

/**
 * The edit that takes a problem away, as one undo step. null where there is none, or where it would only trade the
 * problem for another: what is offered always helps.
 */
export function fixProblem(document: ProjectDocument, { message, fix }: Problem): Command | null {
  if (!fix) return null
  const { problems: before, ...ends } = inferShapes(document)
  const after = inferShapes(changed(document, fix.change)).problems
  if (after.some((problem) => problem.message === message)) return null
  const known = new Set(before.map((problem) => problem.message))
  // Problems with the data come to light only once the network has an input and one output.
  const hidden = ends.inputLayer === null || ends.outputLayer === null
  if (!hidden && after.some((problem) => !known.has(problem.message))) return null
  return { label: fix.label, apply: (current) => changed(current, fix.change) }
}

function changed(document: ProjectDocument, change: Change): ProjectDocument {
  switch (change.kind) {
    case 'units':
      return updateLayer(change.layer, { units: change.units }).apply(document)
    case 'activation':
      return updateLayer(change.layer, { activation: change.activation }).apply(document)
    case 'loss':
      return { ...document, training: { ...document.training, loss: change.loss } }
    case 'yes-or-no': {
      const sigmoid = updateLayer(change.layer, { activation: 'sigmoid' }).apply(document)
      return document.training.loss === 'categorical-cross-entropy'
        ? changed(sigmoid, { kind: 'loss', loss: 'binary-cross-entropy' })
        : sigmoid
    }
    case 'concatenate':
      return concatenated(document, change.layer)
    case 'insert':
      return inserted(document, change.before, change.layer)
    case 'remove-layer':
      return removeLayer(change.layer).apply(document)
    case 'add-input':
      return withInput(document)
    case 'disconnect':
      return disconnect(change.from, change.to).apply(document)
    case 'connect-once':
      return connectedOnce(document, change.layer)
    case 'forget':
      return withLayers(
        document,
        document.network.layers.map((layer) => {
          if (layer.id !== change.layer || layer.kind !== 'dense') return layer
          const { [change.what]: _forgotten, ...rest } = layer
          return rest
        }),
      )
    case 'no-sample-weights':
      return { ...document, recipe: { ...document.recipe, sampleWeights: null } }
  }
}

function concatenated(document: ProjectDocument, id: string): ProjectDocument {
  const next = withLayers(
    document,
    document.network.layers.map((layer) => (layer.id === id ? newLayer('concatenate', id, layer.name) : layer)),
  )
  return withoutExactWeightsOf(next, denseFrom(next.network, id))
}

/** Puts a layer before another: all that led into the one leads into the new one. */
function inserted(document: ProjectDocument, kind: 'flatten' | 'concatenate', before: string): ProjectDocument {
  const { layers, connections, layout } = document.network
  const { id, name } = nextLayerName(document, kind)
  const place = layers.findIndex((layer) => layer.id === before)
  const moved = connections.map((connection) => (connection.to === before ? { ...connection, to: id } : connection))
  return arrange().apply({
    ...document,
    network: {
      layers: layers.toSpliced(place, 0, newLayer(kind, id, name)),
      connections: [...moved, { from: id, to: before }],
      layout,
    },
  })
}

/** An input layer before everything that nothing leads into. */
function withInput(document: ProjectDocument): ProjectDocument {
  const { layers, connections, layout } = document.network
  const { id, name } = nextLayerName(document, 'input')
  const led = new Set(connections.map(({ to }) => to))
  const features = Math.max(1, encodedShape(document).features.length)
  const first = layers.filter((layer) => !led.has(layer.id)).map((layer) => ({ from: id, to: layer.id }))
  return arrange().apply({
    ...document,
    network: {
      layers: [{ ...inputLayer(features), id, name }, ...layers],
      connections: [...first, ...connections],
      layout,
    },
  })
}

function connectedOnce(document: ProjectDocument, id: string): ProjectDocument {
  const seen = new Set<string>()
  const connections = document.network.connections.filter(({ from, to }) => {
    if (to !== id) return true
    const first = !seen.has(from)
    seen.add(from)
    return first
  })
  const next = { ...document, network: { ...document.network, connections } }
  return withoutExactWeightsOf(next, denseFrom(next.network, id))
}
