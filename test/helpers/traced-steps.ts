import { type TracedStep, traceStep } from '@engine/inspection/trace-step'
import { type Parameters } from '@engine/network'
import { referenceProgram, samplesOf } from '@engine/reference/program'
import { type Trainer } from '@engine/trainer'
import { type ProjectDocument } from '@shared/document/schema'
import { trainerOf } from './trainers'

/** A reference trainer after some updates, and the next of its updates, traced; null where one of them is not finite. */
export function tracedAfter(
  document: ProjectDocument,
  updates: number,
): { readonly trainer: Trainer; readonly traced: TracedStep } | null {
  const trainer = trainerOf(document, { createProgram: referenceProgram })
  if (updates > 0 && trainer.advance(updates).failure) return null
  const { rows, rate } = trainer.nextBatch()
  const samples = samplesOf(trainer.data, rows)
  const { training: settings } = document
  const traced = traceStep(trainer.network, trainer.state().program, { samples, rows, rate, settings })
  return { trainer, traced }
}

/** Every number of some parameters, in a fixed order. */
export const numbersOf = (parameters: Parameters): number[] =>
  Object.keys(parameters)
    .toSorted()
    .flatMap((id) => [...(parameters[id]?.weights.flat() ?? []), ...(parameters[id]?.biases ?? [])])
