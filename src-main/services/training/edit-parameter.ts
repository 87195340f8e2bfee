import { AppError } from '@shared/errors'
import { type ParameterEdit, type ParameterPlace } from '@shared/protocol/training-service'
import { type Run } from './run'

/** "weight [2, 1] in Hidden", counted from 1 as the window counts. */
const placeInWords = (name: string, { unit, input }: ParameterPlace): string =>
  input === null ? `bias ${unit + 1} in ${name}` : `weight [${unit + 1}, ${input + 1}] in ${name}`

/**
 * Changes one weight or bias of a run that has begun and stands still, and appends it to the run's record. All else of
 * its state stays as it is; a shared bias is one number, whichever unit it is reached by.
 * Errors: cannot-edit, no-parameter.
 */
export function editParameter(run: Run, place: ParameterPlace, value: number): ParameterEdit {
  const { layer, unit, input } = place
  const { program, step } = run.trainer
  if (run.status === 'running')
    throw AppError.of('cannot-edit', { reason: 'the run is training. Press Pause, then type the value again.' })
  if (step === 0)
    throw AppError.of('cannot-edit', {
      reason: 'the run has not begun. Its first weights are part of the network; set them there.',
    })
  const dense = run.network.layers.find(({ id }) => id === layer)
  const name = dense?.name ?? layer
  const state = program.state()
  const parameters = state.parameters[layer]
  const at = dense?.kind === 'dense' && dense.bias === 'shared' ? 0 : unit
  const from = input === null ? parameters?.biases[at] : parameters?.weights[unit]?.[input]
  if (dense?.kind !== 'dense' || parameters === undefined || from === undefined || unit >= dense.units)
    throw AppError.of('no-parameter', { place: placeInWords(name, place) })
  if (input !== null && dense.mask?.[unit]?.[input] === 0)
    throw AppError.of('cannot-edit', {
      reason: 'this connection is left out, so its weight stays 0. Put it back first.',
    })
  const to = run.snapshot.training.precision === 'float32' ? Math.fround(value) : value
  if (!Number.isFinite(to))
    throw AppError.of('cannot-edit', { reason: 'float32 has no number that large. Give one below 3.4e38.' })
  if (input === null) parameters.biases[at] = to
  else parameters.weights[unit]?.splice(input, 1, to)
  program.load(state)
  const edit = { layer, name, unit, input, from, to, step }
  run.edits = [...run.edits, edit]
  return edit
}
