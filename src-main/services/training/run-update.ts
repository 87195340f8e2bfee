import { type EngineDense, type EngineNetwork, type Parameters } from '@engine/network'
import { type LayerWeights, noRun, type RunUpdate } from '@shared/protocol/training-service'
import { type ReportMark } from './epoch-recorder'
import { type Run } from './run'
import { type TrainingSession } from './session'

/** Above this many parameters the window shows no single weights, so they are not sent. */
const MOST_SHOWN_PARAMETERS = 20_000

/** Above this many a pass of one sample, twenty times a second, would take a part of the training that people notice. */
const MOST_PASSED_PARAMETERS = 500_000

/** The session as the window shows it; reports of before `known` were sent already. */
export function runUpdate(session: TrainingSession, known: ReportMark | null): RunUpdate {
  const { run, problem, sample } = session
  if (!run) return { ...noRun, problem }
  const { trainer } = run
  const { program } = trainer
  return {
    runId: run.id,
    status: run.status,
    epoch: trainer.epoch,
    step: trainer.step,
    batch: trainer.batch,
    batches: trainer.batches,
    untilEpoch: run.untilEpoch,
    bestEpoch: trainer.best?.epoch ?? null,
    seconds: run.seconds,
    samplesPerSecond: run.samplesPerSecond,
    kernel: program.kernel,
    threads: program.threads,
    gradientNorm: program.gradientNorm(),
    lastBatchLoss: run.lastBatchLoss,
    learningRate: trainer.learningRate,
    penalty: program.penalty(),
    ...run.epochs.after(known),
    batchSeries: run.batches.series(),
    weights: shownWeights(run),
    activations: shownActivations(run, sample),
    edits: run.edits.length,
    failure: run.failure,
    problem,
  }
}

const weightsOf = ({ layers }: EngineNetwork): number =>
  layers.reduce((sum, { kind, units, inputs }) => (kind === 'dense' ? sum + units * (inputs + 1) : sum), 0)

function shownWeights({ network, trainer }: Run): Record<string, LayerWeights> | null {
  if (weightsOf(network) > MOST_SHOWN_PARAMETERS) return null
  const dense = network.layers.filter((layer) => layer.kind === 'dense')
  const parameters = trainer.program.parameters()
  return Object.fromEntries(dense.map((layer) => [layer.id, layerWeights(layer, parameters)]))
}

function layerWeights({ id, units, inputs, bias }: EngineDense, parameters: Parameters): LayerWeights {
  const { weights, biases } = parameters[id] ?? { weights: [], biases: [] }
  const [shared = 0] = biases
  return {
    units,
    inputs,
    weights: Float32Array.from(weights.flat()),
    biases: bias === 'per-unit' ? Float32Array.from(biases) : new Float32Array(units).fill(shared),
  }
}

function shownActivations({ network, trainer, data }: Run, sample: number): Record<string, Float32Array> | null {
  const parameters = weightsOf(network)
  const row = Math.min(sample, data.x.rows - 1)
  if (row < 0 || parameters > MOST_PASSED_PARAMETERS) return null
  return Object.fromEntries(
    Object.entries(trainer.program.activations(row)).map(([id, a]) => [id, Float32Array.from(a)]),
  )
}
