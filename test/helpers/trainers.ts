import { type TableColumns } from '@engine/data/cells'
import { prepareData } from '@engine/data/prepare'
import { initialParameters } from '@engine/initial-parameters'
import { buildNetwork } from '@engine/network'
import { type CreateProgram } from '@engine/program'
import { referenceProgram } from '@engine/reference/program'
import { type Advanced, Trainer } from '@engine/trainer'
import { freshTrainerState, type TrainerState } from '@engine/trainer-state'
import { type ProjectDocument } from '@shared/document/schema'

export interface ProgramUnderTest {
  readonly name: string
  readonly createProgram: CreateProgram
  /** How far its numbers may be from those of another float64 library (relative above 1). */
  readonly tolerance: number
}

/** Every program that has to give the same numbers. */
export const programs: readonly ProgramUnderTest[] = [
  { name: 'reference program', createProgram: referenceProgram, tolerance: 1e-12 },
]

export interface TrainerChanges {
  readonly createProgram?: CreateProgram
  readonly state?: TrainerState
  readonly columns?: TableColumns | null
}

/** A trainer of the document, fresh unless a state is given. */
export function trainerOf(document: ProjectDocument, changes: TrainerChanges = {}): Trainer {
  const network = buildNetwork(document)
  const { training: settings } = document
  return new Trainer({
    network,
    data: prepareData(document, changes.columns ?? null),
    settings,
    state: changes.state ?? freshTrainerState(network, settings, initialParameters(document)),
    createProgram: changes.createProgram ?? referenceProgram,
  })
}

/** The losses of all updates of an advance, in order. */
export const lossesOf = ({ stretches }: Advanced): number[] => stretches.flatMap(({ losses }) => [...losses])
