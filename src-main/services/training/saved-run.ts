import * as v from 'valibot'
import { type EngineNetwork, type LayerParameters, type Parameters } from '@engine/network'
import { optimizerOf } from '@engine/optimizers'
import { type TrainerState } from '@engine/trainer'
import { projectDocument, type ProjectDocument } from '@shared/document/schema'
import { AppError } from '@shared/errors'
import { type RunRecord } from '@shared/protocol/training-service'
import { type Tensor, type Tensors } from '../files/safetensors'
import { type RecordedBatches } from './batch-recorder'

/** A run as a project file keeps it; the JSON parts are checked when they are read back. */
export interface SavedRun {
  /** `LAYER.weights` [units, inputs] and `LAYER.biases` [units]: the last weights. */
  readonly weights: Tensors
  /** `best/LAYER.weights` and `SLOT/LAYER.weights` for every slot of the optimizer. */
  readonly checkpointTensors: Tensors
  readonly checkpoint: unknown
}

const whole = v.pipe(v.number(), v.integer(), v.minValue(0))
const bits = v.pipe(whole, v.maxValue(0xffffffff, 'a random state has words of 32 bits'))
const metricValues = v.object({ accuracy: v.optional(v.number()), meanAbsoluteError: v.optional(v.number()) })
const report = v.object({
  epoch: whole,
  step: whole,
  trainLoss: v.number(),
  validationLoss: v.nullable(v.number()),
  metrics: v.object({ training: metricValues, validation: v.nullable(metricValues) }),
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
      reports: v.array(report),
    }),
  ),
})

const checkpoint = v.object({
  runId: v.string(),
  /** The document the run was started from. */
  snapshot: projectDocument,
  status,
  untilEpoch: whole,
  epoch: whole,
  batch: whole,
  batchSize: v.pipe(whole, v.minValue(1)),
  step: whole,
  optimizerStep: whole,
  random: v.pipe(
    v.tuple([bits, bits, bits, bits]),
    v.check((state) => state.some((word) => word !== 0), 'a random state is not all zeros'),
  ),
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
  throw AppError.of('bad-weights', { path: 'the project', reason: `${file}, ${where}: ${parsed.issues[0].message}` })
}

export interface RunHeader {
  readonly runId: string
  readonly snapshot: ProjectDocument
  readonly status: RunRecord['status']
  readonly untilEpoch: number
  readonly failure: string | null
  readonly batches: RecordedBatches
}

export function saveRun(header: RunHeader, state: TrainerState): SavedRun {
  const slotNames = optimizerOf[header.snapshot.training.optimizer.id].slots
  const written: Checkpoint = {
    ...header,
    batches: { width: header.batches.width, buckets: [...header.batches.buckets] },
    epoch: state.epoch,
    batch: state.batch,
    batchSize: state.batchSize,
    step: state.step,
    optimizerStep: state.optimizer.step,
    random: [...state.random],
    order: state.order,
    best: state.best && { epoch: state.best.epoch, loss: state.best.loss },
    failure: header.failure,
  }
  return {
    weights: toTensors(state.parameters, ''),
    checkpointTensors: {
      ...(state.best ? toTensors(state.best.parameters, 'best/') : {}),
      ...Object.assign(
        {},
        ...state.optimizer.slots.map((slot, index) => toTensors(slot, `${slotNames[index] ?? index}/`)),
      ),
    },
    checkpoint: written,
  }
}

/** The state that `saveRun` wrote. Errors: bad-weights where tensors and network don't fit. */
export function loadState(saved: SavedRun, { snapshot, ...loaded }: Checkpoint, network: EngineNetwork): TrainerState {
  if (loaded.batch > 0 && loaded.batch * loaded.batchSize >= loaded.order.length)
    throw AppError.of('bad-weights', {
      path: 'the project',
      reason: `checkpoint.json says that ${loaded.batch} batches of ${loaded.batchSize} are done, but orders ${loaded.order.length} samples`,
    })
  const slotNames = optimizerOf[snapshot.training.optimizer.id].slots
  return {
    parameters: fromTensors(saved.weights, '', network),
    optimizer: {
      step: loaded.optimizerStep,
      slots: slotNames.map((slot) => fromTensors(saved.checkpointTensors, `${slot}/`, network)),
    },
    epoch: loaded.epoch,
    batch: loaded.batch,
    batchSize: loaded.batchSize,
    step: loaded.step,
    random: loaded.random,
    order: loaded.order,
    best: loaded.best && { ...loaded.best, parameters: fromTensors(saved.checkpointTensors, 'best/', network) },
  }
}

function toTensors(parameters: Parameters, prefix: string): Tensors {
  const tensors: Record<string, Tensor> = {}
  for (const [id, { weights, biases }] of Object.entries(parameters)) {
    tensors[`${prefix}${id}.weights`] = {
      shape: [weights.length, weights[0]?.length ?? 0],
      values: Float64Array.from(weights.flat()),
    }
    tensors[`${prefix}${id}.biases`] = { shape: [biases.length], values: Float64Array.from(biases) }
  }
  return tensors
}

function fromTensors(tensors: Tensors, prefix: string, network: EngineNetwork): Parameters {
  return Object.fromEntries(
    network.layers.map(({ id, units, inputs }): [string, LayerParameters] => {
      const weights = valuesOf(tensors, `${prefix}${id}.weights`, [units, inputs])
      const biases = valuesOf(tensors, `${prefix}${id}.biases`, [units])
      return [
        id,
        {
          weights: Array.from({ length: units }, (_, unit) => [
            ...weights.subarray(unit * inputs, (unit + 1) * inputs),
          ]),
          biases: [...biases],
        },
      ]
    }),
  )
}

function valuesOf(tensors: Tensors, name: string, shape: readonly number[]): Float64Array {
  const tensor = tensors[name]
  const wrong = (reason: string): AppError => AppError.of('bad-weights', { path: 'the project', reason })
  if (!tensor) throw wrong(`the tensor ${name} is missing`)
  if (tensor.shape.join() !== shape.join())
    throw wrong(`the tensor ${name} is ${tensor.shape.join(' x ')}, but the network needs ${shape.join(' x ')}`)
  if (!tensor.values.every(Number.isFinite)) throw wrong(`the tensor ${name} holds numbers that are not finite`)
  return tensor.values
}
