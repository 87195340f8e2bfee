import { type TableColumns } from '@engine/data/cells'
import { type PreparedData } from '@engine/data/prepare'
import { initialParameters } from '@engine/initial-parameters'
import { type EpochMeasurement } from '@engine/measurement'
import { buildNetwork, type EngineNetwork } from '@engine/network'
import { type CreateProgram } from '@engine/program'
import { type Model } from '@engine/reference/forward'
import { type Divergence, type Stretch, Trainer } from '@engine/trainer'
import { freshTrainerState, type TrainerState } from '@engine/trainer-state'
import { runFingerprint } from '@shared/document/fingerprint'
import { type ProjectDocument, type TrainingSettings } from '@shared/document/schema'
import { AppError } from '@shared/errors'
import {
  type AppliedUpdates,
  type EpochReport,
  type ParameterEdit,
  type RunRecord,
  type RunStatus,
} from '@shared/protocol/training-service'
import { BatchRecorder } from './batch-recorder'
import { EpochRecorder } from './epoch-recorder'
import { type PrepareData } from './remembered-data'
import { type Checkpoint, loadState, saveRun, type SavedRun } from './saved-run'
import { summaryOf } from './summary'
import { badWeights } from './tensors'

export interface RunOptions {
  readonly id: string
  readonly number: number
  readonly startedAt: string
  readonly document: ProjectDocument
  readonly columns: TableColumns | null
  readonly prepareData: PrepareData
  /** What the run computes with. */
  readonly createProgram: CreateProgram
}

/** What a call of `advance` has done. */
export interface Progress {
  readonly updates: number
  readonly samples: number
  /** Of the epochs that ended. */
  readonly reports: readonly EpochReport[]
  /** The run has failed, or early stopping has finished it. */
  readonly ended: boolean
}

/**
 * One run: a frozen snapshot of the document, the weights that grew from it, and what was measured on the way.
 * It makes updates when told to; who tells it, and how many, is the session's business.
 */
export class Run {
  readonly id: string
  readonly number: number
  readonly startedAt: string
  readonly snapshot: ProjectDocument
  /** Of the snapshot; decides whether the run fits a document. */
  readonly fingerprint: string
  readonly network: EngineNetwork
  readonly data: PreparedData
  readonly batches: BatchRecorder
  readonly trainer: Trainer
  status: RunStatus = 'idle'
  untilEpoch: number
  failure: string | null = null
  seconds = 0
  /** Of late, smoothed. */
  samplesPerSecond = 0
  lastBatchLoss: number | null = null
  epochs = new EpochRecorder()
  edits: ParameterEdit[] = []
  applied: AppliedUpdates[] = []
  private present: TrainingSettings

  /** Errors: cannot-train, no-data, no-table, negative-weight, bad-weights. */
  constructor(
    { id, number, startedAt, document, columns, prepareData, createProgram }: RunOptions,
    restore?: { saved: SavedRun; checkpoint: Checkpoint },
  ) {
    this.id = id
    this.number = number
    this.startedAt = startedAt
    this.snapshot = document
    this.fingerprint = runFingerprint(document)
    const settings = document.training
    this.present = settings
    this.untilEpoch = settings.epochs
    this.network = buildNetwork(document)
    this.data = prepareData(document, columns)
    const state = restore
      ? restoredState(restore, this.network, this.data)
      : freshTrainerState(this.network, settings, initialParameters(document))
    this.trainer = new Trainer({ network: this.network, data: this.data, settings, state, createProgram })
    this.batches = new BatchRecorder(restore?.checkpoint.batches)
    if (!restore) return
    const { status, untilEpoch, failure } = restore.checkpoint
    this.status = status === 'running' ? 'paused' : status
    this.untilEpoch = untilEpoch
    this.failure = failure
  }

  get settings(): TrainingSettings {
    return this.present
  }

  set settings(settings: TrainingSettings) {
    this.present = settings
    this.trainer.configure(settings)
  }

  /** Everything the run needs to go on; a copy. */
  get state(): TrainerState {
    return this.trainer.state()
  }

  /**
   * Up to `most` updates, none after epoch `lastEpoch`, and their book-keeping. One that diverges leaves the weights of
   * the last good step and fails the run; early stopping finishes it.
   */
  advance(most: number, lastEpoch = this.untilEpoch): Progress {
    const { step } = this.trainer
    const { stretches, failure, stopped } = this.trainer.advance(most, lastEpoch)
    const booked = this.book(stretches, step)
    if (failure) this.fail(failure)
    else this.failure = null
    if (stopped) this.status = 'finished'
    return { ...booked, ended: stopped || failure !== null }
  }

  /** Takes down what updates in a row measured; `step` is how many the run had before them. */
  book(stretches: readonly Stretch[], step: number): Omit<Progress, 'ended'> {
    let [updates, samples] = [0, 0]
    const reports: EpochReport[] = []
    for (const stretch of stretches) {
      const { epoch, losses, end } = stretch
      this.batches.add(stretch)
      this.lastBatchLoss = losses.at(-1) ?? this.lastBatchLoss
      updates += losses.length
      samples += stretch.samples
      if (end?.measured) reports.push(reportOf({ epoch: epoch + 1, step: step + updates }, end.measured))
    }
    for (const report of reports) this.epochs.add(report)
    return { updates, samples, reports }
  }

  /** A report at the present weights: for a last epoch that is not complete, numbered as the epoch in progress. */
  measureNow(): EpochReport {
    const { epoch, batch, step } = this.trainer
    return reportOf({ epoch: batch > 0 ? epoch + 1 : epoch, step }, this.trainer.measure())
  }

  /** Which weights evaluation and prediction use: the best ones where any are kept, else the last. */
  get judged(): { readonly weights: 'best' | 'last'; readonly epoch: number } {
    const { best, epoch } = this.trainer
    return best ? { weights: 'best', epoch: best.epoch } : { weights: 'last', epoch }
  }

  /** The numbers of the network; a copy. */
  model(weights: 'best' | 'last'): Model {
    const { program } = this.trainer
    return { parameters: program.parameters(weights), statistics: program.statistics(weights) }
  }

  record(): RunRecord {
    const { epoch, step, best, program } = this.trainer
    return {
      id: this.id,
      number: this.number,
      startedAt: this.startedAt,
      status: this.status,
      epoch,
      step,
      bestEpoch: best?.epoch ?? null,
      seconds: this.seconds,
      summary: summaryOf({ ...this.snapshot, training: this.present }),
      kernel: program.kernel,
      threads: program.threads,
      reports: this.epochs.reports,
      edits: this.edits,
      ...(this.applied.length > 0 ? { applied: this.applied } : {}),
    }
  }

  save(): SavedRun {
    const { id: runId, status, untilEpoch, failure, trainer } = this
    const snapshot = { ...this.snapshot, training: this.present }
    const { kernel } = trainer.program
    const header = { runId, snapshot, status, untilEpoch, failure, batches: this.batches.recorded(), kernel }
    return saveRun(header, this.state)
  }

  /** Gives memory and threads back; afterwards only the record can be read. */
  dispose(): void {
    this.trainer.program.dispose()
  }

  private fail({ layer, unit, sample, step, what }: Divergence): void {
    const name = this.network.layers.find(({ id }) => id === layer)?.name ?? layer
    this.status = 'failed'
    this.failure = AppError.of('diverged', { layer: name, step, what, unit, sample }).message
  }
}

function reportOf(
  { epoch, step }: { epoch: number; step: number },
  { training, validation }: EpochMeasurement,
): EpochReport {
  return {
    epoch,
    step,
    trainLoss: training.loss,
    validationLoss: validation?.loss ?? null,
    metrics: { training: training.metrics, validation: validation?.metrics ?? null },
  }
}

/** Errors: bad-weights where the checkpoint does not fit the network or the rows of the data. */
function restoredState(
  { saved, checkpoint }: { saved: SavedRun; checkpoint: Checkpoint },
  network: EngineNetwork,
  { split: { training } }: PreparedData,
): TrainerState {
  const state = loadState(saved, checkpoint, network)
  const ordered = state.order.toSorted((a, b) => a - b)
  if (
    ordered.length > 0 &&
    (ordered.length !== training.length || ordered.some((row, place) => row !== training[place]))
  )
    throw badWeights('its checkpoint does not order the rows of the training part')
  return state
}
