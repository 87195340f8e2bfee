import { type ActivationId } from '@shared/catalog/activations'
import { type LossId } from '@shared/catalog/losses'
import { type DenseLayer, type ProjectDocument } from '@shared/document/schema'
import { inferShapes } from '@shared/document/shapes'
import { AppError } from '@shared/errors'
import { drawWeights } from './initializers'
import { randomFromSeed } from './random'

/** A dense layer as the engine sees it: z = W x + b, a = activation(z), where x joins the outputs of its sources. */
export interface EngineLayer {
  readonly id: string
  readonly name: string
  readonly units: number
  readonly inputs: number
  readonly sources: readonly string[]
  readonly activation: ActivationId
  readonly freezeWeights: boolean
  readonly freezeBiases: boolean
}

export interface EngineNetwork {
  readonly inputLayer: string
  readonly inputs: number
  readonly outputLayer: string
  /** Every layer after its sources; the input layer is not among them. */
  readonly layers: readonly EngineLayer[]
  readonly loss: LossId
}

/** W: [units][inputs], b: [units]. */
export interface LayerParameters {
  weights: number[][]
  biases: number[]
}

/** By layer id. Gradients and optimizer slots have the same shape. */
export type Parameters = Record<string, LayerParameters>

/** Errors: AppError cannot-train with the document's first problem. */
export function buildNetwork(document: ProjectDocument): EngineNetwork {
  const { problems, order, layers: shapes, inputLayer, outputLayer } = inferShapes(document)
  if (problems.length > 0) throw AppError.of('cannot-train', { problem: problems[0].message })
  if (inputLayer === null || outputLayer === null) throw AppError.of('cannot-train', { problem: 'It has no layers.' })
  return {
    inputLayer,
    inputs: shapes[inputLayer].units,
    outputLayer,
    layers: denseLayersOf(document, order).map(({ id, name, units, activation, freezeWeights, freezeBiases }) => {
      const { inputs, sources } = shapes[id]
      return { id, name, units, inputs, sources, activation, freezeWeights, freezeBiases }
    }),
    loss: document.training.loss,
  }
}

/** The weights before the first step: the document's exact ones, else drawn from its seed; biases 0 unless exact. */
export function initialParameters(document: ProjectDocument): Parameters {
  const { order, layers: shapes } = inferShapes(document)
  const random = randomFromSeed(document.training.seed, 'weights')
  const parameters: Parameters = {}
  for (const layer of denseLayersOf(document, order)) {
    const drawn = drawWeights(layer.initializer, layer.units, shapes[layer.id].inputs, random)
    parameters[layer.id] = {
      weights: layer.initialWeights ? layer.initialWeights.map((row) => [...row]) : drawn,
      biases: layer.initialBiases ? [...layer.initialBiases] : drawn.map(() => 0),
    }
  }
  return parameters
}

function denseLayersOf(document: ProjectDocument, order: readonly string[]): DenseLayer[] {
  const byId = new Map(document.network.layers.map((layer) => [layer.id, layer]))
  return order.flatMap((id) => {
    const layer = byId.get(id)
    return layer?.kind === 'dense' ? [layer] : []
  })
}

export function copyParameters(parameters: Parameters): Parameters {
  return mapParameters(parameters, (value) => value)
}

export function zeroParameters(like: Parameters): Parameters {
  return mapParameters(like, () => 0)
}

function mapParameters(parameters: Parameters, change: (value: number) => number): Parameters {
  return Object.fromEntries(
    Object.entries(parameters).map(([id, { weights, biases }]) => [
      id,
      { weights: weights.map((row) => row.map(change)), biases: biases.map(change) },
    ]),
  )
}
