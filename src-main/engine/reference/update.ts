import { type OptimizerSettings } from '@shared/document/schema'
import { type EngineNetwork, type Parameters, zeroParameters } from '../network'
import { applyUpdate, optimizerOf } from '../optimizers'

/** What an optimizer remembers between updates. */
export interface OptimizerState {
  /** Updates done. */
  step: number
  /** One set of numbers per slot of the optimizer, shaped as the parameters. */
  slots: Parameters[]
}

export function freshOptimizerState(settings: OptimizerSettings, parameters: Parameters): OptimizerState {
  return { step: 0, slots: optimizerOf[settings.id].slots.map(() => zeroParameters(parameters)) }
}

/** One simultaneous update of all parameters that are not frozen, in place. */
export function update(
  network: EngineNetwork,
  parameters: Parameters,
  gradients: Parameters,
  state: OptimizerState,
  settings: OptimizerSettings,
): void {
  state.step += 1
  const { step } = state
  for (const { id, freezeWeights, freezeBiases } of network.layers) {
    const { weights, biases } = parameters[id]
    if (!freezeWeights)
      weights.forEach((row, unit) =>
        applyUpdate(settings, {
          parameters: row,
          gradients: gradients[id].weights[unit],
          slots: state.slots.map((slot) => slot[id].weights[unit]),
          step,
        }),
      )
    if (!freezeBiases)
      applyUpdate(settings, {
        parameters: biases,
        gradients: gradients[id].biases,
        slots: state.slots.map((slot) => slot[id].biases),
        step,
      })
  }
}
