import {
  type EngineNetwork,
  type LayerParameters,
  parameterShape,
  type Parameters,
  type Statistics,
} from '@engine/network'
import { AppError } from '@shared/errors'
import { type Tensor, type Tensors } from '../files/safetensors'

/** `PREFIX` + `LAYER.weights` [rows, columns] and `LAYER.biases` [biases]. */
export function parameterTensors(parameters: Parameters, prefix = ''): Tensors {
  const tensors: Record<string, Tensor> = {}
  for (const [id, { weights, biases }] of Object.entries(parameters)) {
    tensors[`${prefix}${id}.weights`] = {
      shape: [weights.length, weights[0]?.length ?? 0],
      values: Float64Array.from(weights.flat()),
    }
    tensors[`${prefix}${id}.biases`] = vector(biases)
  }
  return tensors
}

/** `PREFIX` + `LAYER.runningMean` [units] and `LAYER.runningVariance` [units] of every batch normalization. */
export function statisticsTensors(statistics: Statistics, prefix = ''): Tensors {
  const tensors: Record<string, Tensor> = {}
  for (const [id, { mean, variance }] of Object.entries(statistics)) {
    tensors[`${prefix}${id}.runningMean`] = vector(mean)
    tensors[`${prefix}${id}.runningVariance`] = vector(variance)
  }
  return tensors
}

const vector = (values: readonly number[]): Tensor => ({ shape: [values.length], values: Float64Array.from(values) })

/** Errors: bad-weights where a tensor is missing, has another shape than the network's, or is not finite. */
export function parametersFrom(tensors: Tensors, network: EngineNetwork, prefix = ''): Parameters {
  return Object.fromEntries(
    network.layers.flatMap((layer): [string, LayerParameters][] => {
      const shape = parameterShape(layer)
      if (!shape) return []
      const { rows, columns, biases } = shape
      const weights = valuesOf(tensors, `${prefix}${layer.id}.weights`, [rows, columns])
      const row = (index: number): number[] => [...weights.subarray(index * columns, (index + 1) * columns)]
      return [
        [
          layer.id,
          {
            weights: Array.from({ length: rows }, (_, index) => row(index)),
            biases: [...valuesOf(tensors, `${prefix}${layer.id}.biases`, [biases])],
          },
        ],
      ]
    }),
  )
}

/** Errors: bad-weights as above, and where a variance is below 0. */
export function statisticsFrom(tensors: Tensors, network: EngineNetwork, prefix = ''): Statistics {
  return Object.fromEntries(
    network.layers.flatMap(({ kind, id, units }) => {
      if (kind !== 'batch-normalization') return []
      const mean = [...valuesOf(tensors, `${prefix}${id}.runningMean`, [units])]
      const variance = [...valuesOf(tensors, `${prefix}${id}.runningVariance`, [units])]
      if (variance.some((value) => value < 0))
        throw badWeights(`the tensor ${prefix}${id}.runningVariance holds numbers below 0`)
      return [[id, { mean, variance }]]
    }),
  )
}

/** Errors in the weights or the checkpoint of a project, with what is wrong in words. */
export function badWeights(reason: string): AppError {
  return AppError.of('bad-weights', { path: 'the project', reason })
}

function valuesOf(tensors: Tensors, name: string, shape: readonly number[]): Float64Array {
  const tensor = tensors[name]
  if (!tensor) throw badWeights(`the tensor ${name} is missing`)
  if (tensor.shape.join() !== shape.join())
    throw badWeights(`the tensor ${name} is ${tensor.shape.join(' x ')}, but the network needs ${shape.join(' x ')}`)
  if (!tensor.values.every(Number.isFinite)) throw badWeights(`the tensor ${name} holds numbers that are not finite`)
  return tensor.values
}
