import { type ActivationId } from '../catalog/activations'
import { type LayerKind } from '../catalog/layers'
import { type LossId } from '../catalog/losses'
import { type TrainingSettings } from '../document/schema'

/** Numbers of a batch: [samples][units]. */
export type BatchNumbers = readonly (readonly number[])[]

/** W [rows][columns] and b of a layer, or numbers of that shape: see the document's layers. */
export interface ParameterNumbers {
  readonly weights: readonly (readonly number[])[]
  readonly biases: readonly number[]
}

/** What one of the layers that a layer feeds sends back to it: dC/da through that branch. */
export interface BranchTrace {
  /** The layer that sends back, and its name. */
  readonly layer: string
  readonly name: string
  /** Where the units of this layer begin among the inputs of that one. */
  readonly start: number
  /** W^T delta of a dense layer, and the like: [samples][units]. */
  readonly gradient: BatchNumbers
}

export interface LayerStepTrace {
  readonly id: string
  readonly name: string
  readonly kind: LayerKind
  /** Layers whose outputs enter, in order. */
  readonly sources: readonly string[]
  readonly units: number
  readonly inputs: number
  /** null in a layer without z. */
  readonly activation: ActivationId | null
  /** The joined outputs of the sources, [samples][inputs]; rows without numbers in an input layer. */
  readonly x: BatchNumbers
  /** Weighted inputs, [samples][units]; null in a layer without an activation. */
  readonly z: BatchNumbers | null
  readonly a: BatchNumbers
  /** da/dz, [samples][units]; null for softmax, whose derivative is a matrix, and without z. */
  readonly derivative: BatchNumbers | null
  /** What reaches the layer on each way back; none at the output layer, which feeds nothing. */
  readonly branches: readonly BranchTrace[]
  /** dC/da, [samples][units]: the sum of the branches; at the output layer the loss's own. */
  readonly gradientOfA: BatchNumbers
  /**
   * Softmax: what delta is the sum of, [samples][unit k][unit j] = dC/da_j a_j ([j = k] - a_k). null for others, and where
   * there would be too many.
   */
  readonly jacobianTerms: readonly BatchNumbers[] | null
  /** Loss and output activation are one function here: delta is computed from a and y at once, not by the chain rule. */
  readonly fused: boolean
  /** dC/dz, [samples][units]; null without z. */
  readonly delta: BatchNumbers | null
  /** Dropout: what this step multiplies each number by, 0 or 1 / (1 - rate). */
  readonly dropoutFactors: BatchNumbers | null
  /** Normalizations: (x - mean) / sqrt(variance + epsilon), before scale and shift. */
  readonly normalized: BatchNumbers | null
  /** 1 / sqrt(variance + epsilon): of each unit in a batch normalization, of each sample in a layer normalization. */
  readonly inverseDeviations: readonly number[] | null
  /** Batch normalization: mean and biased variance of each unit over this batch. */
  readonly measured: { readonly mean: readonly number[]; readonly variance: readonly number[] } | null
  /** The parameters that the forward pass used; null in a layer without. */
  readonly parameters: ParameterNumbers | null
  /** Those that its delta goes back through: in sequential update order they have moved already. */
  readonly sentThrough: ParameterNumbers | null
  /** dC/dW and dC/db, means over the batch without penalties; null in a layer without parameters. */
  readonly gradients: ParameterNumbers | null
}

/** The first number that is not finite, as the engine names it. */
export interface NotFinitePlace {
  readonly layer: string
  readonly what: 'an activation' | 'the loss' | 'the gradient' | 'a weight'
  readonly sample: number | null
  readonly unit: number | null
}

/**
 * Every number of one update before it is made: forward, loss and backward pass of a batch as in training (dropout with
 * the masks of this step, batch normalization over this batch), in float64.
 *
 * dC/da, delta and the branches are those of a sample's own cost times its weight; gradients are divided by `totalWeight`.
 */
export interface StepTrace {
  /** Updates done before. */
  readonly step: number
  readonly rate: number
  readonly costFunction: LossId
  readonly updateOrder: TrainingSettings['updateOrder']
  /** Id of the layer whose a the cost is taken of. */
  readonly output: string
  /** The batch: rows of the data. */
  readonly rows: readonly number[]
  /** How much each sample counts; null: all alike. */
  readonly sampleWeights: readonly number[] | null
  /** Their sum; the number of samples where all count alike. */
  readonly totalWeight: number
  /** Targets, [samples][outputs]. */
  readonly y: BatchNumbers
  /** The cost of every sample, and their weighted mean. */
  readonly losses: readonly number[]
  readonly loss: number
  /** L1 and L2 of the weights before the update; not part of the loss. */
  readonly penalty: number
  /** Length of the gradient, penalties included, before clipping. */
  readonly gradientNorm: number
  /** Why the update can't be made; null where it can. */
  readonly notFinite: NotFinitePlace | null
  /** In the order of the computation, input layers included. */
  readonly layers: readonly LayerStepTrace[]
}

/** A traced update with what the data calls its numbers. */
export interface BatchTrace extends StepTrace {
  readonly runId: string
  /** Rows that the data has. */
  readonly samples: number
  /** The part of the data that each row of the batch belongs to. */
  readonly parts: readonly ('training' | 'validation')[]
  /** Of all input layers in their order, and of the outputs. */
  readonly featureLabels: readonly string[]
  readonly targetLabels: readonly string[]
}
