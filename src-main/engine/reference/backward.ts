import { activationOf } from '../activations'
import { activationIdOf, type Batch, layerGradients, layerSendBack } from '../layers'
import { lossOf } from '../losses'
import { type EngineLayer, type EngineNetwork, type LayerParameters, type Parameters } from '../network'
import { type ForwardPass } from './forward'
import { fusionOf, totalWeight } from './loss'

export interface Targets {
  /** [samples][outputs] */
  readonly y: Batch
  /** How much each sample counts; null: all alike. */
  readonly weights: readonly number[] | null
}

export interface BackwardPass {
  /**
   * Per layer, [samples][units]: delta = dC/dz, or dC/da in a layer without an activation. C is the sample's own cost
   * times its weight.
   */
  readonly deltas: Readonly<Record<string, Batch>>
  /** dC/dW and dC/db, shaped as the parameters. C is the batch's weighted mean. */
  readonly gradients: Parameters
  /** dC/da per layer, [samples][units]: what the layers that it feeds send back, summed; 0 at a fused output. C as of deltas. */
  readonly gradientOfA: Readonly<Record<string, Batch>>
  /** dC/dx per layer that has sources, [samples][inputs]: what it sends back to all of them. C as of deltas. */
  readonly sentBack: Readonly<Record<string, Batch>>
}

/**
 * The four equations of backpropagation for a batch, from the output to the input:
 *
 *     BP1  delta = dC/da (x) activation'(z)                   at the output
 *     BP2  delta = (W_next^T delta_next) (x) activation'(z)   in every layer before it
 *     BP3  dC/db = delta                                      averaged over the samples
 *     BP4  dC/dW[unit][input] = x[input] delta[unit]          averaged over the samples
 *
 * where (x) is the Hadamard product (for softmax the product with its Jacobian). A layer that feeds several others
 * receives the sum of what they send back. Gradients are given for frozen parameters too: freezing is the update's
 * business. Nielsen, Neural Networks and Deep Learning, chapter 2.
 *
 * `onGradients` is told the gradients of each layer before anything is sent back through it: an update made there
 * changes the deltas of the layers before.
 */
export function backward(
  network: EngineNetwork,
  parameters: Parameters,
  pass: ForwardPass,
  targets: Targets,
  onGradients: (layer: EngineLayer, gradients: LayerParameters) => void = () => undefined,
): BackwardPass {
  const total = totalWeight(targets.y.length, targets.weights)
  const fused = fusedDelta(network, pass, targets)
  /** dC/da of every layer, gathered from the layers it feeds. */
  const gradientOfA: Record<string, number[][]> = {}
  for (const { id } of network.layers) gradientOfA[id] = pass[id].a.map((row) => row.map(() => 0))
  if (!fused) gradientOfA[network.outputLayer] = costGradient(network, pass, targets)

  const deltas: Record<string, Batch> = {}
  const gradients: Parameters = {}
  const sentBack: Record<string, Batch> = {}
  for (const layer of network.layers.toReversed()) {
    const { id } = layer
    const delta = fused && id === network.outputLayer ? fused : throughActivation(layer, pass, gradientOfA[id])
    deltas[id] = delta
    const sums = layerGradients(layer, pass[id], delta)
    if (sums) {
      gradients[id] = divided(sums, total)
      onGradients(layer, gradients[id])
    }
    if (layer.sources.length === 0) continue
    sentBack[id] = layerSendBack(layer, pass[id], delta, parameters[id])
    giveToSources(layer, sentBack[id], gradientOfA, pass)
  }
  return { deltas, gradients, gradientOfA, sentBack }
}

/** dC/da of the output layer, [samples][outputs]. */
function costGradient(network: EngineNetwork, pass: ForwardPass, { y, weights }: Targets): number[][] {
  const { a } = pass[network.outputLayer]
  return weighted(
    y.map((targets, sample) => lossOf[network.loss].gradient(a[sample], targets)),
    weights,
  )
}

/** BP1 where loss and output activation are one; null where they are two. */
function fusedDelta(network: EngineNetwork, pass: ForwardPass, { y, weights }: Targets): number[][] | null {
  const fusion = fusionOf(network)
  const { a } = pass[network.outputLayer]
  return fusion
    ? weighted(
        y.map((targets, sample) => fusion.delta(a[sample], targets)),
        weights,
      )
    : null
}

function weighted(rows: number[][], weights: readonly number[] | null): number[][] {
  return weights ? rows.map((row, sample) => row.map((value) => value * weights[sample])) : rows
}

/** BP2, its second half: dC/dz from dC/da. */
function throughActivation(layer: EngineLayer, pass: ForwardPass, gradientOfA: Batch): Batch {
  const activation = activationIdOf(layer)
  const { z, a } = pass[layer.id]
  return activation === null || z === null
    ? gradientOfA
    : gradientOfA.map((row, sample) => activationOf[activation].backward(z[sample], a[sample], row))
}

/** The mean of a batch from its sums; 0 where no sample counts. */
function divided({ weights, biases }: LayerParameters, total: number): LayerParameters {
  const mean = (sum: number): number => (total === 0 ? 0 : sum / total)
  return { weights: weights.map((row) => row.map(mean)), biases: biases.map(mean) }
}

/** Cuts the gradient of a joined input into the parts of its sources and adds each to its layer. */
function giveToSources(
  { sources }: EngineLayer,
  gradientOfX: Batch,
  gradientOfA: Readonly<Record<string, number[][]>>,
  pass: ForwardPass,
): void {
  for (let sample = 0; sample < gradientOfX.length; sample++) {
    let start = 0
    for (const source of sources) {
      const received = gradientOfA[source][sample]
      const units = pass[source].a[sample].length
      for (let unit = 0; unit < units; unit++) received[unit] += gradientOfX[sample][start + unit]
      start += units
    }
  }
}
