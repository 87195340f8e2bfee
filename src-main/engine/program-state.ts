import { type OptimizerSettings } from '@shared/document/schema'
import { type EngineNetwork, type Parameters } from './network'
import { initialSlotsOf, optimizerOf } from './optimizers'
import { copyParameters, copyStatistics, filledParameters, freshStatistics } from './parameters'
import { type ProgramState } from './program'
import { randomFromSeed } from './random'

/** The state before the first update: given parameters, fresh statistics, slots and memory of the optimizer. */
export function freshProgramState(
  network: EngineNetwork,
  { optimizer, seed }: { readonly optimizer: OptimizerSettings; readonly seed: number },
  parameters: Parameters,
): ProgramState {
  return {
    parameters,
    statistics: freshStatistics(network),
    slots: freshSlots(network, optimizer),
    memory: [...optimizerOf[optimizer.id].memory],
    step: 0,
    dropout: randomFromSeed(seed, 'dropout').state(),
    best: null,
  }
}

/** The optimizer's numbers per parameter before the first update: one set per slot, shaped as the parameters. */
export function freshSlots(network: EngineNetwork, optimizer: OptimizerSettings): Parameters[] {
  return initialSlotsOf(optimizer).map((value) => filledParameters(network, value))
}

/** A copy that shares nothing with the original. */
export function copyProgramState(state: ProgramState): ProgramState {
  return {
    parameters: copyParameters(state.parameters),
    statistics: copyStatistics(state.statistics),
    slots: state.slots.map(copyParameters),
    memory: [...state.memory],
    step: state.step,
    dropout: state.dropout,
    best: state.best && {
      parameters: copyParameters(state.best.parameters),
      statistics: copyStatistics(state.best.statistics),
    },
  }
}
