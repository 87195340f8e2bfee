import { operationCount } from '@engine/inspection/debugger/operations'
import { type TracedStep, traceStep } from '@engine/inspection/trace-step'
import { type EngineLayer, type EngineNetwork, parameterShape } from '@engine/network'
import { samplesOf } from '@engine/reference/program'
import { AppError } from '@shared/errors'
import { type Trainer } from '@engine/trainer'
import { type TrainingSettings } from '@shared/document/schema'

/** Numbers of one answer; each takes some 20 bytes on its way. */
const MOST_NUMBERS = 1_000_000
/** Operations that the debugger's cursor can walk over in one update. */
const MOST_OPERATIONS = 300_000

/** What makes updates, and with which settings: a run, or a trainer of its own. */
export interface Updating {
  readonly trainer: Trainer
  readonly settings: TrainingSettings
}

/** The next update, traced on a copy; `rows` instead of its own batch. Errors: no-sample, too-large-to-inspect. */
export function tracedNext({ trainer, settings }: Updating, rows: readonly number[] | null = null): TracedStep {
  const { network, data } = trainer
  const next = trainer.nextBatch()
  const chosen = rows ?? next.rows
  const missing = chosen.find((row) => row >= data.x.rows)
  if (missing !== undefined) throw AppError.of('no-sample', { sample: missing, rows: data.x.rows })
  checkNumbers('numbers', tracedNumbers(network, chosen.length))
  const request = { samples: samplesOf(data, chosen), rows: chosen, rate: next.rate, settings }
  return traceStep(network, trainer.program.state(), request)
}

/** Errors: too-large-to-inspect where a cursor would have too many operations to walk over, or a trace too many numbers. */
export function checkOperations(network: EngineNetwork, samples: number): void {
  checkNumbers('operations', operationCount(network, samples), MOST_OPERATIONS)
  checkNumbers('numbers', tracedNumbers(network, samples))
}

/** Errors: too-large-to-inspect. */
export function checkNumbers(what: string, count: number, most = MOST_NUMBERS): void {
  if (count > most) throw AppError.of('too-large-to-inspect', { what, count, most })
}

/** Parameters of one layer. */
export function parametersIn(layer: EngineLayer): number {
  const shape = parameterShape(layer)
  return shape ? shape.rows * shape.columns + shape.biases : 0
}

/** Numbers in a trace: x, z, a, derivative, dC/da, delta and the branches of every sample; parameters and gradients. */
function tracedNumbers({ layers }: EngineNetwork, samples: number): number {
  return layers.reduce(
    (sum, layer) => sum + samples * (6 * layer.units + 2 * layer.inputs) + 2 * parametersIn(layer),
    0,
  )
}
