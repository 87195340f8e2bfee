import { type EngineLayer, type EngineNetwork, type LayerParameters, type Parameters } from '../network'
import { type Samples } from './batch'
import { BatchCost, type CostOptions, LEAST, relativeError } from './batch-cost'
import { type Derivative, derivative, EPSILON } from './derivative'
import { type Model } from './forward'

export interface GradientCheckOptions extends CostOptions {
  /** Parameters to compare per layer, spread evenly over it; absent: all. */
  readonly most?: number
  /** What is compared; absent: the gradients of backpropagation. */
  readonly gradients?: Parameters
}

export interface LayerCheck {
  readonly id: string
  readonly maxRelativeError: number
  /** `weights[unit][input]` or `biases[unit]` where it occurs; null where nothing was compared. */
  readonly place: string | null
  /** Parameters that were compared. */
  readonly checked: number
  /**
   * Parameters that can't be judged: those at a corner of an activation, a loss or a penalty, where there is no
   * derivative, and those whose derivative is so small beside the cost that the cost's last digits hide it.
   */
  readonly skipped: number
}

export interface GradientCheck {
  /** Largest step of the differences. */
  readonly epsilon: number
  readonly maxRelativeError: number
  /** Layers with parameters, in the order of the computation. */
  readonly layers: readonly LayerCheck[]
}

/** A numeric derivative that may be off by more (relative) judges nothing. */
const MOST_UNCERTAINTY = 1e-6

/**
 * Compares the gradients of the batch's cost (its weighted mean plus penalties), as they are while training (batch
 * normalization measures the batch, dropout has one fixed mask), with central differences:
 * error = |numeric - analytic| / max(|numeric|, |analytic|, 1e-6). A parameter is skipped where no step from it stays on
 * one side of every corner, or where the quotient itself is not certain enough; a connection that a mask takes away is no
 * parameter. Frozen ones are compared too.
 */
export function checkGradients(
  network: EngineNetwork,
  model: Model,
  samples: Samples,
  options: GradientCheckOptions = {},
): GradientCheck {
  const { most = Number.POSITIVE_INFINITY } = options
  const cost = new BatchCost(network, model, samples, options)
  const analytic = options.gradients ?? cost.gradients()

  const layers = network.layers.flatMap((layer): LayerCheck[] => {
    const own = Object.hasOwn(cost.parameters, layer.id) ? cost.parameters[layer.id] : null
    if (!own) return []
    let [maxRelativeError, checked, skipped, place]: [number, number, number, string | null] = [0, 0, 0, null]
    for (const { name, values, index, gradient } of spread(placesOf(layer, own, analytic[layer.id]), most)) {
      const numeric = derivative((value) => cost.at({ layer, values, index }, value), values[index])
      if (numeric === null || uncertain(numeric)) {
        skipped += 1
        continue
      }
      checked += 1
      const error = relativeError(numeric.value, gradient)
      if (place === null || error > maxRelativeError) [maxRelativeError, place] = [error, name]
    }
    return [{ id: layer.id, maxRelativeError, place, checked, skipped }]
  })
  return { epsilon: EPSILON, maxRelativeError: Math.max(0, ...layers.map((layer) => layer.maxRelativeError)), layers }
}

/** Decided by the numeric derivative alone, so that no wrong gradient escapes by being wrong. */
function uncertain({ value, uncertainty }: Derivative): boolean {
  return !(uncertainty <= MOST_UNCERTAINTY * Math.max(Math.abs(value), LEAST))
}

interface Place {
  readonly name: string
  readonly values: number[]
  readonly index: number
  readonly gradient: number
}

function placesOf(layer: EngineLayer, own: LayerParameters, analytic: LayerParameters): Place[] {
  const mask = layer.kind === 'dense' ? layer.mask : null
  return [
    ...own.weights.flatMap((values, unit) =>
      values.flatMap((_, index) =>
        mask?.[unit][index] === 0
          ? []
          : [{ name: `weights[${unit}][${index}]`, values, index, gradient: analytic.weights[unit][index] }],
      ),
    ),
    ...own.biases.map((_, index) => ({
      name: `biases[${index}]`,
      values: own.biases,
      index,
      gradient: analytic.biases[index],
    })),
  ]
}

/** At most `most` of them, at even distances. */
function spread<Item>(items: readonly Item[], most: number): Item[] {
  if (items.length <= most) return [...items]
  return Array.from({ length: most }, (_, index) => items[Math.floor((index * items.length) / most)])
}
