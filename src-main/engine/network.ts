import { type ActivationId } from '@shared/catalog/activations'
import { type LossId } from '@shared/catalog/losses'
import { biasCount } from '@shared/document/layer-problems'
import { type Layer, type ProjectDocument } from '@shared/document/schema'
import { inferShapes, type LayerShape } from '@shared/document/shapes'
import { AppError } from '@shared/errors'

/** What every layer of the engine's graph has. */
interface Place {
  readonly id: string
  readonly name: string
  /** Layers whose outputs enter, in order; none for an input layer. */
  readonly sources: readonly string[]
  /** Numbers that enter, of all sources together. */
  readonly inputs: number
  /** What leaves: [units], or [height, width, channels]. */
  readonly shape: readonly number[]
  /** Numbers that leave: the product of the shape. */
  readonly units: number
}

interface Frozen {
  readonly freezeWeights: boolean
  readonly freezeBiases: boolean
}

export interface EngineInput extends Place {
  readonly kind: 'input'
  /** The first of the features that enter here. */
  readonly start: number
}

/** z = W x + b, a = activation(z), where x joins the outputs of the sources. */
export interface EngineDense extends Place, Frozen {
  readonly kind: 'dense'
  readonly activation: ActivationId
  readonly bias: 'per-unit' | 'shared' | 'none'
  /** [unit][input]: 1 where a connection exists; null: all do. */
  readonly mask: readonly (readonly number[])[] | null
}

export interface EngineActivation extends Place {
  readonly kind: 'activation'
  readonly activation: ActivationId
}

export interface EngineDropout extends Place {
  readonly kind: 'dropout'
  readonly rate: number
}

export interface EngineBatchNormalization extends Place, Frozen {
  readonly kind: 'batch-normalization'
  readonly momentum: number
  readonly epsilon: number
}

export interface EngineLayerNormalization extends Place, Frozen {
  readonly kind: 'layer-normalization'
  readonly epsilon: number
}

export interface EngineFlatten extends Place {
  readonly kind: 'flatten'
}
export interface EngineAdd extends Place {
  readonly kind: 'add'
}
export interface EngineConcatenate extends Place {
  readonly kind: 'concatenate'
}

export type EngineLayer =
  | EngineInput
  | EngineDense
  | EngineActivation
  | EngineDropout
  | EngineBatchNormalization
  | EngineLayerNormalization
  | EngineFlatten
  | EngineAdd
  | EngineConcatenate

export interface EngineNetwork {
  /** Every layer after its sources, input layers included. */
  readonly layers: readonly EngineLayer[]
  /** Features of a sample. */
  readonly inputs: number
  readonly outputLayer: string
  /** Numbers that the output layer gives. */
  readonly outputs: number
  readonly loss: LossId
}

/**
 * Parameters of one layer. Dense: W [units][inputs], b [units], [1] where it is shared, [] where there is none.
 * Normalizations: weights [1][units] is the scale gamma, biases [units] the shift beta.
 */
export interface LayerParameters {
  weights: number[][]
  biases: number[]
}

/** By layer id, for the layers that have parameters. Gradients and optimizer slots have the same shape. */
export type Parameters = Record<string, LayerParameters>

/** Running mean and variance of a batch normalization, [units] each; measured, not learned. */
export interface RunningStatistics {
  mean: number[]
  variance: number[]
}

/** By id of a batch normalization. */
export type Statistics = Record<string, RunningStatistics>

/** The shape of a layer's parameters: rows and columns of its weights, and its biases; null where it has none. */
export interface ParameterShape {
  readonly rows: number
  readonly columns: number
  readonly biases: number
}

/** Errors: AppError cannot-train with the document's first problem. */
export function buildNetwork(document: ProjectDocument): EngineNetwork {
  const { problems, order, layers: shapes, outputLayer } = inferShapes(document)
  if (problems.length > 0) throw AppError.of('cannot-train', { problem: problems[0].message })
  if (outputLayer === null) throw AppError.of('cannot-train', { problem: 'It has no layers.' })
  const byId = new Map(document.network.layers.map((layer) => [layer.id, layer]))
  const starts = inputStarts(document.network.layers, shapes)
  return {
    layers: order.flatMap((id) => {
      const layer = byId.get(id)
      return layer ? [engineLayer(layer, shapes[id], starts[id] ?? 0)] : []
    }),
    inputs: document.network.layers.reduce((sum, { kind, id }) => (kind === 'input' ? sum + shapes[id].units : sum), 0),
    outputLayer,
    outputs: shapes[outputLayer].units,
    loss: document.training.loss,
  }
}

/** Input layers take the features in the order in which the document lists them. */
function inputStarts(
  layers: readonly Layer[],
  shapes: Readonly<Record<string, LayerShape>>,
): Readonly<Record<string, number>> {
  const starts: Record<string, number> = {}
  let start = 0
  for (const { kind, id } of layers) {
    if (kind !== 'input') continue
    starts[id] = start
    start += shapes[id].units
  }
  return starts
}

function engineLayer(layer: Layer, { sources, inputs, shape, units }: LayerShape, start: number): EngineLayer {
  const place = { id: layer.id, name: layer.name, sources, inputs, shape, units }
  switch (layer.kind) {
    case 'input':
      return { ...place, kind: layer.kind, start }
    case 'dense': {
      const { kind, activation, bias, freezeWeights, freezeBiases, mask = null } = layer
      return { ...place, kind, activation, bias, freezeWeights, freezeBiases, mask }
    }
    case 'activation':
      return { ...place, kind: layer.kind, activation: layer.activation }
    case 'dropout':
      return { ...place, kind: layer.kind, rate: layer.rate }
    case 'batch-normalization': {
      const { kind, momentum, epsilon, freezeWeights, freezeBiases } = layer
      return { ...place, kind, momentum, epsilon, freezeWeights, freezeBiases }
    }
    case 'layer-normalization': {
      const { kind, epsilon, freezeWeights, freezeBiases } = layer
      return { ...place, kind, epsilon, freezeWeights, freezeBiases }
    }
    case 'flatten':
    case 'add':
    case 'concatenate':
      return { ...place, kind: layer.kind }
  }
}

/** The parameters of a layer, counted; null for a layer that has none. */
export function parameterShape(layer: EngineLayer): ParameterShape | null {
  switch (layer.kind) {
    case 'dense':
      return { rows: layer.units, columns: layer.inputs, biases: biasCount(layer) }
    case 'batch-normalization':
    case 'layer-normalization':
      return { rows: 1, columns: layer.units, biases: layer.units }
    case 'input':
    case 'activation':
    case 'dropout':
    case 'flatten':
    case 'add':
    case 'concatenate':
      return null
  }
}
