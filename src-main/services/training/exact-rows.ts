import { AppError } from '@shared/errors'
import { type ExactRows } from '@shared/protocol/training-service'
import { type Run } from './run'

export interface RowsWanted {
  readonly layer: string
  readonly from: number
  readonly count: number
}

/** Up to `count` units of a dense layer with every digit, from unit `from` on. Errors: no-parameter. */
export function exactRows(run: Run, { layer, from, count }: RowsWanted): ExactRows {
  const dense = run.network.layers.find(({ id }) => id === layer)
  if (dense?.kind !== 'dense' || from >= dense.units)
    throw AppError.of('no-parameter', { place: `unit ${from + 1} in ${dense?.name ?? layer}` })
  const { program, step } = run.trainer
  const { units, inputs, bias } = dense
  const rows = Math.min(count, units - from)
  return {
    runId: run.id,
    step,
    units,
    inputs,
    from,
    weights: Array.from({ length: rows }, (_, row) =>
      Float64Array.from({ length: inputs }, (_, input) => program.weightAt(layer, from + row, input)),
    ),
    biases:
      bias === 'none'
        ? new Float64Array()
        : Float64Array.from({ length: rows }, (_, row) => program.biasAt(layer, bias === 'shared' ? 0 : from + row)),
  }
}
