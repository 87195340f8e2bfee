import { type TrainingSettings } from '@shared/document/schema'
import { freshStopping, type StoppingState } from './callbacks/early-stopping'
import { freshPlateau, type PlateauState } from './callbacks/reduce-on-plateau'
import { type EngineNetwork, type Parameters } from './network'
import { type ProgramState } from './program'
import { freshProgramState } from './program-state'
import { randomFromSeed, type RandomState } from './random'

/** Where the lowest loss was measured: of the validation part, or (for early stopping without one) of the training part. */
export interface Best {
  readonly epoch: number
  readonly loss: number
}

/** Everything a run needs to go on as if it had never stopped; plain data. */
export interface TrainerState {
  readonly program: ProgramState
  /** Epochs completed. */
  readonly epoch: number
  /** Batches completed in the current epoch. */
  readonly batch: number
  /** Batch size of the current epoch. */
  readonly batchSize: number
  /** State of the generator that orders the samples, after the current epoch's order was drawn. */
  readonly random: RandomState
  /** Training rows in the order of the current epoch; empty between epochs. */
  readonly order: readonly number[]
  /** Its weights are the program's best ones; null where none are kept. */
  readonly best: Best | null
  readonly plateau: PlateauState
  readonly stopping: StoppingState
}

export function freshTrainerState(
  network: EngineNetwork,
  settings: TrainingSettings,
  parameters: Parameters,
): TrainerState {
  return {
    program: freshProgramState(network, settings, parameters),
    epoch: 0,
    batch: 0,
    batchSize: settings.batchSize,
    random: randomFromSeed(settings.seed, 'order').state(),
    order: [],
    best: null,
    plateau: freshPlateau(),
    stopping: freshStopping(),
  }
}
