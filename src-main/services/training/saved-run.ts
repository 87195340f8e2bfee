import * as v from 'valibot'
import { freshStopping } from '@engine/callbacks/early-stopping'
import { freshPlateau } from '@engine/callbacks/reduce-on-plateau'
import { type EngineNetwork } from '@engine/network'
import { optimizerOf } from '@engine/optimizers'
import { randomFromSeed } from '@engine/random'
import { type TrainerState } from '@engine/trainer-state'
import { idsOf } from '@shared/catalog/entry'
import { metrics } from '@shared/catalog/metrics'
import { counted } from '@shared/document/problem'
import { readDocument } from '@shared/document/read'
import { type ProjectDocument } from '@shared/document/schema'
import { type RunRecord } from '@shared/protocol/training-service'
import { type Tensors } from '../files/safetensors'
import { type RecordedBatches } from './batch-recorder'
import { badWeights, parametersFrom, parameterTensors, statisticsFrom, statisticsTensors } from './tensors'

/** A run as a project file keeps it; the JSON parts are checked when they are read back. */
export interface SavedRun {
  /** `LAYER.weights`, `LAYER.biases`, `LAYER.runningMean` and `LAYER.runningVariance`: the last ones. */
  readonly weights: Tensors
  /** The same as `best/LAYER.weights` ..., and `SLOT/LAYER.weights` for every slot of the optimizer. */
  readonly checkpointTensors: Tensors
  readonly checkpoint: unknown
}

const whole = v.pipe(v.number(), v.integer(), v.minValue(0))
const bits = v.pipe(whole, v.maxValue(0xffffffff, 'a random state has words of 32 bits'))
const randomState = v.pipe(
  v.tuple([bits, bits, bits, bits]),
  v.check((state) => state.some((word) => word !== 0), 'a random state is not all zeros'),
)
const metricValues = v.object(v.entriesFromList(idsOf(metrics), v.optional(v.number())))
const report = v.object({
  epoch: whole,
  step: whole,
  trainLoss: v.number(),
  validationLoss: v.nullable(v.number()),
  metrics: v.object({ training: metricValues, validation: v.nullable(metricValues) }),
})
const edit = v.object({
  layer: v.string(),
  name: v.string(),
  unit: whole,
  input: v.nullable(whole),
  from: v.number(),
  to: v.number(),
  step: whole,
})
const status = v.picklist(['idle', 'running', 'paused', 'finished', 'failed'])

const history = v.object({
  runs: v.array(
    v.object({
      id: v.string(),
      number: whole,
      startedAt: v.string(),
      status,
      epoch: whole,
      step: whole,
      bestEpoch: v.nullable(whole),
      seconds: v.number(),
      summary: v.string(),
      kernel: v.optional(v.nullable(v.string()), null),
      threads: v.optional(v.nullable(v.pipe(whole, v.minValue(1))), null),
      reports: v.array(report),
      edits: v.optional(v.array(edit), []),
    }),
  ),
})

/** A document of any format version. */
const snapshot = v.pipe(
  v.unknown(),
  v.rawTransform(({ dataset, addIssue, NEVER }): ProjectDocument => {
    const read = readDocument(dataset.value, 'the snapshot')
    if (read.ok) return read.value
    addIssue({ message: read.error.message })
    return NEVER
  }),
)

const checkpoint = v.object({
  runId: v.string(),
  /** The document the run was started from. */
  snapshot,
  status,
  untilEpoch: whole,
  epoch: whole,
  batch: whole,
  batchSize: v.pipe(whole, v.minValue(1)),
  step: whole,
  random: randomState,
  order: v.array(whole),
  best: v.nullable(v.object({ epoch: whole, loss: v.number() })),
  failure: v.nullable(v.string()),
  /** Losses of single batches, for the raw line of the chart. */
  batches: v.object({
    width: v.pipe(whole, v.minValue(1)),
    buckets: v.array(
      v.object({
        at: v.number(),
        minimum: v.number(),
        sum: v.number(),
        maximum: v.number(),
        count: v.pipe(whole, v.minValue(1)),
      }),
    ),
  }),
  // What checkpoints of format 1 don't have begins as in a fresh run.
  /** The arithmetic that made the numbers. */
  kernel: v.optional(v.string(), 'reference float64'),
  /** The optimizer's numbers that are the same for all parameters. */
  memory: v.optional(v.array(v.number())),
  /** State of the generator behind dropout. */
  dropout: v.optional(randomState),
  plateau: v.optional(
    v.object({ best: v.nullable(v.number()), wait: whole, cooldown: whole, reduction: v.number() }),
    freshPlateau,
  ),
  stopping: v.optional(v.object({ best: v.nullable(v.number()), wait: whole }), freshStopping),
})
export type Checkpoint = v.InferOutput<typeof checkpoint>

/** What history.json holds. */
export function savedHistory(runs: readonly RunRecord[]): unknown {
  return { runs }
}

export function readHistory(json: unknown): RunRecord[] {
  return check(history, json, 'history.json').runs as RunRecord[]
}

export function readCheckpoint(json: unknown): Checkpoint {
  return check(checkpoint, json, 'checkpoint.json')
}

function check<Schema extends v.GenericSchema>(schema: Schema, json: unknown, file: string): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, json)
  if (parsed.success) return parsed.output
  const where = parsed.issues[0].path?.map(({ key }) => String(key)).join('.') ?? 'the whole'
  throw badWeights(`${file}, ${where}: ${parsed.issues[0].message}`)
}

export interface RunHeader {
  readonly runId: string
  readonly snapshot: ProjectDocument
  readonly status: RunRecord['status']
  readonly untilEpoch: number
  readonly failure: string | null
  readonly batches: RecordedBatches
  readonly kernel: string
}

export function saveRun(header: RunHeader, { program, ...progress }: TrainerState): SavedRun {
  const slotNames = optimizerOf[header.snapshot.training.optimizer.id].slots
  const written: Checkpoint = {
    ...header,
    batches: { width: header.batches.width, buckets: [...header.batches.buckets] },
    ...progress,
    random: [...progress.random],
    order: [...progress.order],
    step: program.step,
    memory: [...program.memory],
    dropout: [...program.dropout],
  }
  const { best } = program
  return {
    weights: { ...parameterTensors(program.parameters), ...statisticsTensors(program.statistics) },
    checkpointTensors: {
      ...(best
        ? { ...parameterTensors(best.parameters, 'best/'), ...statisticsTensors(best.statistics, 'best/') }
        : {}),
      ...Object.assign(
        {},
        ...program.slots.map((slot, index) => parameterTensors(slot, `${slotNames[index] ?? index}/`)),
      ),
    },
    checkpoint: written,
  }
}

/** The state that `saveRun` wrote. Errors: bad-weights where checkpoint, tensors and network don't fit. */
export function loadState(saved: SavedRun, loaded: Checkpoint, network: EngineNetwork): TrainerState {
  const { snapshot: document, epoch, batch, batchSize, random, order, best, plateau, stopping } = loaded
  if (batch > 0 && batch * batchSize >= order.length)
    throw badWeights(
      `checkpoint.json says that ${batch} batches of ${batchSize} are done, but orders ${order.length} samples`,
    )
  const { optimizer, seed } = document.training
  const { slots, memory } = optimizerOf[optimizer.id]
  if (loaded.memory && loaded.memory.length !== memory.length)
    throw badWeights(
      `checkpoint.json keeps ${counted(loaded.memory.length, 'number')} of the optimizer, which has ${memory.length}`,
    )
  const tensors = saved.checkpointTensors
  return {
    program: {
      parameters: parametersFrom(saved.weights, network),
      statistics: statisticsFrom(saved.weights, network),
      slots: slots.map((slot) => parametersFrom(tensors, network, `${slot}/`)),
      memory: loaded.memory ?? memory,
      step: loaded.step,
      dropout: loaded.dropout ?? randomFromSeed(seed, 'dropout').state(),
      best: best && {
        parameters: parametersFrom(tensors, network, 'best/'),
        statistics: statisticsFrom(tensors, network, 'best/'),
      },
    },
    epoch,
    batch,
    batchSize,
    random,
    order,
    best,
    plateau,
    stopping,
  }
}
