import * as v from 'valibot'
import { activations, type ActivationId } from '../catalog/activations'
import { idsOf } from '../catalog/entry'
import { type MetricValues } from '../catalog/metrics'
import { projectDocument, type ProjectDocument } from '../document/schema'
import { call, type ContractOf, stream } from './contract'

export type RunStatus = 'idle' | 'running' | 'paused' | 'finished' | 'failed'

/** Measured over all samples of each part at the same weights; losses without penalties, metrics in own units. */
export interface EpochReport {
  readonly epoch: number
  readonly step: number
  readonly trainLoss: number
  readonly validationLoss: number | null
  readonly metrics: { readonly training: MetricValues; readonly validation: MetricValues | null }
}

/** Loss of single batches, merged into buckets of equal width: fixed size however long the run. */
export interface BatchSeries {
  /** Last epoch-time of each bucket, in epochs (1.5 = half through the second). */
  readonly at: Float64Array
  readonly minimum: Float64Array
  readonly mean: Float64Array
  readonly maximum: Float64Array
}

export interface LayerWeights {
  readonly units: number
  readonly inputs: number
  /** [unit][input], row by row. */
  readonly weights: Float32Array
  readonly biases: Float32Array
}

/** The run as the window shows it: what is absent has not changed since the last update. */
export interface RunUpdate {
  readonly runId: string
  readonly status: RunStatus
  readonly epoch: number
  readonly step: number
  /** Batches done in the current epoch, of `batches`. */
  readonly batch: number
  readonly batches: number
  /** The epoch at which Train stops. */
  readonly untilEpoch: number
  readonly bestEpoch: number | null
  /** Wall-clock seconds of training so far, and samples per second of late. */
  readonly seconds: number
  readonly samplesPerSecond: number
  /** The arithmetic of the run, as `Program.kernel` names it, and the threads that share a step; null before a run. */
  readonly kernel: string | null
  readonly threads: number | null
  /** Norm of the last batch's gradient. */
  readonly gradientNorm: number | null
  readonly lastBatchLoss: number | null
  /** Of the last update, as the schedule gave it; null before the first, and until one is made in a project that was opened. */
  readonly learningRate: number | null
  /** The penalties (L1 and L2) of the present weights, which no loss includes. */
  readonly penalty: number
  /** Reports are appended after the first `reportsFrom`; 0 with an empty list: a fresh run. */
  readonly reportsFrom: number
  readonly reports: readonly EpochReport[]
  readonly batchSeries: BatchSeries
  /** Per dense layer, one bias per unit even where they share one; null where the network is too large to show every weight. */
  readonly weights: Readonly<Record<string, LayerWeights>> | null
  /** Activations of one sample per layer (a), for colouring the neurons. */
  readonly activations: Readonly<Record<string, Float32Array>> | null
  /** Edits of the run by hand. */
  readonly edits: number
  /** Why the run failed, as a sentence. */
  readonly failure: string | null
  /** What keeps the current document from being trained; empty when it can be. */
  readonly problem: string | null
}

const noLosses = new Float64Array()

/** What there is to show before a run: nothing, and nothing wrong. */
export const noRun: RunUpdate = {
  runId: '',
  status: 'idle',
  epoch: 0,
  step: 0,
  batch: 0,
  batches: 0,
  untilEpoch: 0,
  bestEpoch: null,
  seconds: 0,
  samplesPerSecond: 0,
  kernel: null,
  threads: null,
  gradientNorm: null,
  lastBatchLoss: null,
  learningRate: null,
  penalty: 0,
  reportsFrom: 0,
  reports: [],
  batchSeries: { at: noLosses, minimum: noLosses, mean: noLosses, maximum: noLosses },
  weights: null,
  activations: null,
  edits: 0,
  failure: null,
  problem: null,
}

export interface LayerTrace {
  readonly id: string
  readonly name: string
  /** null in a layer without z. */
  readonly activation: ActivationId | null
  readonly units: number
  readonly inputs: number
  /** null in a layer without an activation. */
  readonly z: readonly number[] | null
  readonly a: readonly number[]
  /** dC/dz; null without z. */
  readonly delta: readonly number[] | null
  /** Numbers that entered: the joined a of the sources; none in an input layer. */
  readonly input: readonly number[]
  /** Dense: W [units][inputs], b. Normalizations: [1][units] the scale, biases the shift. null where there are none. */
  readonly weights: readonly (readonly number[])[] | null
  readonly biases: readonly number[] | null
  readonly weightGradients: readonly (readonly number[])[] | null
  readonly biasGradients: readonly number[] | null
  /** da/dz per unit; null for softmax, whose derivative is a matrix, and without z. */
  readonly derivative: readonly number[] | null
}

export interface SampleTrace {
  readonly sample: number
  readonly samples: number
  readonly part: 'training' | 'validation'
  readonly loss: number
  readonly target: readonly number[]
  readonly targetLabels: readonly string[]
  readonly featureLabels: readonly string[]
  /** dC/da of the output layer. */
  readonly costGradient: readonly number[]
  /** In the order of the computation. */
  readonly layers: readonly LayerTrace[]
}

export type Evaluation = {
  readonly part: 'training' | 'validation'
  readonly weights: 'best' | 'last'
  readonly epoch: number
  readonly loss: number
  readonly samples: number
  /** Every metric that says something about the targets and has a value; in own units. */
  readonly metrics: MetricValues
  readonly result:
    | {
        readonly kind: 'classification'
        readonly classes: readonly string[]
        /** [actual][predicted] */
        readonly confusion: readonly (readonly number[])[]
        readonly accuracy: number
      }
    | {
        readonly kind: 'regression'
        /** In the target's own units, one entry per target. */
        readonly targets: readonly {
          readonly name: string
          readonly actual: Float64Array
          readonly predicted: Float64Array
          readonly meanAbsoluteError: number
          readonly rootMeanSquaredError: number
        }[]
      }
}

export interface PredictionField {
  readonly name: string
  readonly kind: 'number' | 'category'
  readonly categories: readonly string[]
  /** A usual value: what the form starts with. */
  readonly value: string
}

export interface Prediction {
  /** Per target in own units, or the probability per class. */
  readonly outputs: readonly { readonly label: string; readonly value: number }[]
  /** The most probable class; null for numbers. */
  readonly predictedClass: string | null
}

/** A weight or bias of a paused run, changed by hand; unit and input count from 0. */
export interface ParameterEdit {
  readonly layer: string
  /** The layer's name at the time. */
  readonly name: string
  readonly unit: number
  /** null: the bias. */
  readonly input: number | null
  readonly from: number
  readonly to: number
  /** Updates done before. */
  readonly step: number
}

/** Some rows of a layer's matrix as the engine has them, every digit of them. */
export interface ExactRows {
  readonly runId: string
  readonly step: number
  readonly units: number
  readonly inputs: number
  /** The first unit given. */
  readonly from: number
  /** [unit][input] from there on. */
  readonly weights: readonly Float64Array[]
  /** One per unit given, even where units share one; none in a layer without biases. */
  readonly biases: Float64Array
}

/** Every `unitStep`-th unit's weights for every `inputStep`-th input: a layer too large to be shown weight by weight. */
export interface WeightPicture {
  readonly rows: number
  readonly columns: number
  /** [row][column], row by row. */
  readonly values: Float32Array
}

/** What every unit answers over the plane of the two features that enter, as the data scales them. */
export interface UnitPlanes {
  /** Points along either side. */
  readonly size: number
  /** By layer id: [unit][y][x], from the lowest x and the highest y on, as a picture is drawn. */
  readonly values: Readonly<Record<string, Float32Array>>
}

export interface RunRecord {
  readonly id: string
  readonly number: number
  readonly startedAt: string
  readonly status: RunStatus
  readonly epoch: number
  readonly step: number
  readonly bestEpoch: number | null
  readonly seconds: number
  /** Network and settings in one line: "4-8-8-3, Adam 0.01, batch 16, seed 1, float64". */
  readonly summary: string
  /** The arithmetic and the threads; null in projects that were saved before these were kept. */
  readonly kernel: string | null
  readonly threads: number | null
  readonly reports: readonly EpochReport[]
  /** In the order in which they were made. */
  readonly edits: readonly ParameterEdit[]
}

/** Which number of a dense layer; unit and input count from 0. */
export interface ParameterPlace {
  readonly layer: string
  readonly unit: number
  /** null: the bias. */
  readonly input: number | null
}

/** The one way to change a run. Owns weights, optimizer state and history. */
export interface TrainingService {
  /** Takes note of the document that is shown; before the first step its weights follow it. */
  prepare(argument: { document: ProjectDocument }): Promise<void>
  /** Trains on to the document's number of epochs, or as many again after a finished run. */
  train(argument: { document: ProjectDocument }): Promise<void>
  pause(): Promise<void>
  step(argument: { document: ProjectDocument; unit: 'batch' | 'epoch' }): Promise<void>
  /** Back to the initial weights of the document's seed (or its exact weights). */
  reset(argument: { document: ProjectDocument }): Promise<void>
  /** One update at once, then whenever something changed and the last one was taken; merged in between. */
  updates(argument: { interval: number }, signal?: AbortSignal): AsyncIterable<RunUpdate>
  trace(argument: { sample: number }): Promise<SampleTrace>
  /** Which sample colours the neurons. */
  showSample(argument: { sample: number }): Promise<void>
  evaluate(argument: { part: 'training' | 'validation' }): Promise<Evaluation>
  predictionForm(): Promise<readonly PredictionField[]>
  predict(argument: { values: readonly string[] }): Promise<Prediction>
  runs(): Promise<readonly RunRecord[]>
  /** The exact numbers of up to `count` units of a layer. Errors: cannot-train, no-parameter. */
  exactRows(argument: { layer: string; from: number; count: number }): Promise<ExactRows>
  /**
   * Changes one number of a run that has begun and stands still, and records it; what the arithmetic of the run makes of
   * `value` is kept. Errors: cannot-train, cannot-edit, no-parameter.
   */
  editParameter(argument: ParameterPlace & { value: number }): Promise<ParameterEdit>
  /** Pictures of dense layers with at most `most` rows and columns, by layer id. Errors: cannot-train. */
  weightPictures(argument: { most: number }): Promise<Readonly<Record<string, WeightPicture>>>
  /** null where the network does not take two features, or is too large for this. Errors: cannot-train. */
  unitPlanes(argument: { size: number }): Promise<UnitPlanes | null>
  /** Points of an activation and its derivative for z from -4 to 4. */
  activationCurve(argument: {
    activation: ActivationId
  }): Promise<{ z: Float64Array; a: Float64Array; derivative: Float64Array | null }>
}

const document = v.object({ document: projectDocument })
const index = v.pipe(v.number(), v.integer(), v.minValue(0))
const sample = v.object({ sample: index })
const side = v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(128))

export const trainingContract: ContractOf<TrainingService> = {
  prepare: call(document),
  train: call(document),
  pause: call(),
  step: call(v.object({ document: projectDocument, unit: v.picklist(['batch', 'epoch']) })),
  reset: call(document),
  updates: stream(v.object({ interval: v.pipe(v.number(), v.minValue(0), v.maxValue(10_000)) })),
  trace: call(sample),
  showSample: call(sample),
  evaluate: call(v.object({ part: v.picklist(['training', 'validation']) })),
  predictionForm: call(),
  predict: call(v.object({ values: v.array(v.string()) })),
  runs: call(),
  exactRows: call(v.object({ layer: v.string(), from: index, count: index })),
  editParameter: call(
    v.object({ layer: v.string(), unit: index, input: v.nullable(index), value: v.pipe(v.number(), v.finite()) }),
  ),
  weightPictures: call(v.object({ most: side })),
  unitPlanes: call(v.object({ size: side })),
  activationCurve: call(v.object({ activation: v.picklist(idsOf(activations)) })),
}
