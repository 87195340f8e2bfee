import { type DenseLayer, type Layer, type ProjectDocument } from '../schema'

/** One edit: a pure function from document to document, named as the undo menu shows it. */
export interface Command {
  readonly label: string
  /** Edits in a row with the same key become one undo step. */
  readonly mergeKey?: string
  apply(document: ProjectDocument): ProjectDocument
}

export function withLayers(document: ProjectDocument, layers: Layer[]): ProjectDocument {
  return { ...document, network: { ...document.network, layers } }
}

/** The document in which `change` was made to one dense layer; as it is where there is no such layer. */
export function withDense(
  document: ProjectDocument,
  id: string,
  change: (layer: DenseLayer) => DenseLayer,
): ProjectDocument {
  return withLayers(
    document,
    document.network.layers.map((layer) => (layer.id === id && layer.kind === 'dense' ? change(layer) : layer)),
  )
}

/** The layer without its exact initial weights and its mask: for when what enters it has changed. Its biases still fit. */
export function withoutExactWeights(layer: DenseLayer): DenseLayer {
  const { initialWeights: _weights, mask: _mask, ...rest } = layer
  return rest
}

/** The layer without its exact initial weights, its mask and its exact biases: for when its number of units has changed. */
export function withoutExactValues(layer: DenseLayer): DenseLayer {
  const { initialBiases: _biases, ...rest } = withoutExactWeights(layer)
  return rest
}
