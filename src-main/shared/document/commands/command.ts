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

/** The layer without its exact initial weights and biases: for when its shape no longer fits them. */
export function withoutExactValues(layer: DenseLayer): DenseLayer {
  const { initialWeights: _weights, initialBiases: _biases, ...rest } = layer
  return rest
}
