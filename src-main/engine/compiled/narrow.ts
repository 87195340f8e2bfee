import * as code from '../kernels/codes'
import { type EngineDense, type EngineInput, type EngineNetwork } from '../network'
import { activationKernel } from './codes'
import { type Layout } from './layout'
import { isFused, lossCode } from './output'
import { type Plan } from './plan'
import { Tape } from './tape'

/** A chain of dense layers, each at most one panel wide: see `kernels/narrow.ts`. */
export interface NarrowNetwork {
  readonly input: EngineInput
  readonly layers: readonly EngineDense[]
}

/** The network as such a chain; null where it is none, or where an update does not treat all parameters alike. */
export function narrowNetwork(network: EngineNetwork, layout: Layout): NarrowNetwork | null {
  const [input, ...others] = network.layers
  if (input.kind !== 'input' || input.units > layout.panel) return null
  const layers: EngineDense[] = []
  let before = input.id
  for (const layer of others) {
    if (layer.kind !== 'dense' || layer.sources.join() !== before || !isPlain(network, layer, layout)) return null
    layers.push(layer)
    before = layer.id
  }
  return { input, layers }
}

function isPlain(network: EngineNetwork, layer: EngineDense, { panel }: Layout): boolean {
  const { id, units, activation, bias, mask, freezeWeights, freezeBiases } = layer
  const fits = isFused(network, id) || (activation !== 'softmax' && !activationKernel[activation].keepsZ)
  return units <= panel && fits && bias === 'per-unit' && !mask && !freezeWeights && !freezeBiases
}

export interface NarrowPlaces {
  /** Of the batch's targets. */
  readonly target: number
  /** Puts the gathering of x and y on a tape. */
  readonly gather: (tape: Tape) => void
}

/** The training tape of such a chain, over the matrices that the plan has for it. */
export function narrowTape(plan: Plan, { input, layers }: NarrowNetwork, { target, gather }: NarrowPlaces): Int32Array {
  const words = layers.flatMap((layer) => {
    const { weightsAt, biasesAt, id } = plan.parameterPlace(layer.id)
    const activation = isFused(plan.network, id) ? code.LINEAR : activationKernel[layer.activation].code
    return [
      plan.parameters + weightsAt,
      plan.parameters + biasesAt,
      plan.transposes.find(({ place }) => place.id === id)?.to ?? 0,
      layer.inputs,
      layer.units,
      activation,
      plan.of(id).a.address,
      plan.gradientOf(id).address,
    ]
  })
  const list = plan.list(words)
  const x = plan.of(input.id).a.address
  const tape = new Tape(1)
  gather(tape)
  tape.add('one', code.NARROW_PASS, [list, layers.length, x, target, lossCode(plan.network), plan.zero])
  tape.add('one', code.CHECK, [])
  tape.add('one', code.SUM_LOSS, [])
  tape.add('one', code.NARROW_UPDATE, [list, layers.length, x, plan.parameters, plan.arena.bytes])
  return tape.encode()
}
