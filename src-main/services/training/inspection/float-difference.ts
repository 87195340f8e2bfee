import { rowOf } from '@engine/data/sample-matrix'
import { type LayerParameters } from '@engine/network'
import { type CreateProgram } from '@engine/program'
import { traceSample } from '@engine/trace'
import { AppError } from '@shared/errors'
import { type FloatDifference, type NumbersDifference } from '@shared/inspection/float-difference'
import { programs } from '../programs'
import { type Run } from '../run'
import { tracedNext } from './chosen-step'

const oneThread = programs({ threadScript: null, threads: 1 })

/**
 * The run's program against the readable engine, both from the run's last weights: a of one sample (dropout off, running
 * statistics), and every parameter after the next update, which a second program of the run's arithmetic makes.
 * Errors: no-sample, too-large-to-inspect.
 */
export function floatDifference(run: Run, sample: number, createProgram: CreateProgram = oneThread): FloatDifference {
  const { network, data, settings, trainer } = run
  if (sample >= data.x.rows) throw AppError.of('no-sample', { sample, rows: data.x.rows })
  const { layers } = traceSample(network, run.model('last'), rowOf(data.x, sample), rowOf(data.y, sample))
  const activations = trainer.program.activations(sample)
  const traced = tracedNext(run)
  const { rows, rate } = traced.request
  const scratch = createProgram(network, data, settings, trainer.program.state())
  try {
    const { failure } = scratch.update({
      rows: Int32Array.from(rows),
      start: 0,
      batchSize: rows.length,
      rates: Float64Array.of(rate),
      undoable: false,
    })
    const made = failure === null && traced.trace.notFinite === null ? scratch.parameters() : null
    return {
      runId: run.id,
      kernel: trainer.program.kernel,
      step: trainer.step,
      sample,
      rows,
      layers: layers.map(({ id, name, a }) => {
        const [reference, own] = [traced.parts.parameters[id], made?.[id]]
        return {
          id,
          name,
          activations: difference(a, activations[id] ?? []),
          updated: reference && own ? difference(flat(reference), flat(own)) : null,
        }
      }),
    }
  } finally {
    scratch.dispose()
  }
}

const flat = ({ weights, biases }: LayerParameters): number[] => [...weights.flat(), ...biases]

function difference(reference: ArrayLike<number>, program: ArrayLike<number>): NumbersDifference {
  let [largest, at, largestRelative] = [0, 0, 0]
  for (let index = 0; index < reference.length; index++) {
    const [one, other] = [reference[index] ?? Number.NaN, program[index] ?? Number.NaN]
    const size = Math.abs(other - one)
    if (size > largest || Number.isNaN(size)) [largest, at] = [size, index]
    if (size > 0) largestRelative = Math.max(largestRelative, size / Math.max(Math.abs(one), Math.abs(other)))
  }
  return {
    reference: Float64Array.from(reference),
    program: Float64Array.from(program),
    largest,
    at,
    largestRelative,
  }
}
