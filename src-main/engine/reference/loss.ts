import { activationIdOf, type Batch } from '../layers'
import { lossOf } from '../losses'
import { type Fusion } from '../losses/loss'
import { type EngineLayer, type EngineNetwork } from '../network'
import { type ForwardPass } from './forward'

/** Errors: TypeError where the network has lost its output layer. */
export function outputLayerOf({ layers, outputLayer }: EngineNetwork): EngineLayer {
  const found = layers.find(({ id }) => id === outputLayer)
  if (!found) throw new TypeError(`There is no layer ${outputLayer}.`)
  return found
}

/** The loss's fused form where it fits the output activation. */
export function fusionOf(network: EngineNetwork): Fusion | null {
  const { fusion } = lossOf[network.loss]
  return fusion?.activation === activationIdOf(outputLayerOf(network)) ? fusion : null
}

/** The cost C of every sample after its forward pass, without penalties; y: [samples][outputs]. */
export function lossesOf(network: EngineNetwork, pass: ForwardPass, y: Batch): number[] {
  const { z, a } = pass[network.outputLayer]
  const fusion = fusionOf(network)
  return y.map((targets, sample) =>
    fusion && z ? fusion.value(z[sample], targets) : lossOf[network.loss].value(a[sample], targets),
  )
}

/** What the sums over a batch are divided by: its weights, added up; its samples where they have none. */
export function totalWeight(samples: number, weights: readonly number[] | null): number {
  return weights ? weights.reduce((sum, weight) => sum + weight, 0) : samples
}

/** The weighted mean over the samples; 0 where no sample counts. */
export function meanLoss(losses: readonly number[], weights: readonly number[] | null): number {
  const total = totalWeight(losses.length, weights)
  const sum = losses.reduce((before, loss, sample) => before + (weights ? weights[sample] * loss : loss), 0)
  return total === 0 ? 0 : sum / total
}
