import { type PreparedData } from '@engine/data/prepare'
import { type Parameters } from '@engine/network'
import { forward } from '@engine/reference/forward'
import { type LayerWeights, noRun, type RunUpdate } from '@shared/protocol/training-service'
import { type Run } from './run'
import { type TrainingSession } from './session'

/** Above this many parameters the window shows no single weights, so they are not sent. */
const MOST_SHOWN_PARAMETERS = 20_000

/** The session as the window shows it; reports before `reportsFrom` were sent already. */
export function runUpdate(session: TrainingSession, reportsFrom: number): RunUpdate {
  const { run, problem, sample } = session
  if (!run) return { ...noRun, problem }
  const { state, trainer } = run
  return {
    runId: run.id,
    status: run.status,
    epoch: state.epoch,
    step: state.step,
    batch: state.batch,
    batches: trainer.batches,
    untilEpoch: run.untilEpoch,
    bestEpoch: state.best?.epoch ?? null,
    seconds: run.seconds,
    samplesPerSecond: run.samplesPerSecond,
    gradientNorm: run.gradientNorm,
    lastBatchLoss: run.lastBatchLoss,
    reportsFrom,
    reports: run.reports.slice(reportsFrom),
    batchSeries: run.batches.series(),
    weights: shownWeights(state.parameters),
    activations: shownActivations(run, state.parameters, run.data, sample),
    failure: run.failure,
    problem,
  }
}

function shownWeights(parameters: Parameters): Record<string, LayerWeights> | null {
  const layers = Object.entries(parameters)
  const count = layers.reduce(
    (sum, [, { weights, biases }]) => sum + biases.length * ((weights[0]?.length ?? 0) + 1),
    0,
  )
  if (count > MOST_SHOWN_PARAMETERS) return null
  return Object.fromEntries(
    layers.map(([id, { weights, biases }]) => [
      id,
      {
        units: biases.length,
        inputs: weights[0]?.length ?? 0,
        weights: Float32Array.from(weights.flat()),
        biases: Float32Array.from(biases),
      },
    ]),
  )
}

function shownActivations(
  run: Run,
  parameters: Parameters,
  { x }: PreparedData,
  sample: number,
): Record<string, Float32Array> | null {
  const row = x[Math.min(sample, x.length - 1)]
  if (!row) return null
  const pass = forward(run.trainer.network, parameters, row)
  return Object.fromEntries(Object.entries(pass).map(([id, { a }]) => [id, Float32Array.from(a)]))
}
