import { type TableColumns } from '@engine/data/cells'
import { type PreparedData, prepareData } from '@engine/data/prepare'
import { buildNetwork, initialParameters, type Parameters } from '@engine/network'
import { type EpochMeasurement, freshTrainerState, type StepResult, Trainer, type TrainerState } from '@engine/trainer'
import { optimizers } from '@shared/catalog/optimizers'
import { runFingerprint } from '@shared/document/fingerprint'
import { type ProjectDocument, type TrainingSettings } from '@shared/document/schema'
import { AppError } from '@shared/errors'
import { type EpochReport, type RunRecord, type RunStatus } from '@shared/protocol/training-service'
import { BatchRecorder } from './batch-recorder'
import { type Checkpoint, loadState, saveRun, type SavedRun } from './saved-run'

export interface RunOptions {
  readonly id: string
  readonly number: number
  readonly startedAt: string
  readonly document: ProjectDocument
  readonly columns: TableColumns | null
}

/**
 * One run: a frozen snapshot of the document, the weights that grew from it, and what was measured on the way.
 * It does one update when told to; who tells it, and how often, is the session's business.
 */
export class Run {
  readonly id: string
  readonly number: number
  readonly startedAt: string
  readonly snapshot: ProjectDocument
  readonly data: PreparedData
  readonly batches: BatchRecorder
  readonly trainer: Trainer
  settings: TrainingSettings
  status: RunStatus = 'idle'
  untilEpoch: number
  failure: string | null = null
  seconds = 0
  /** Of late, smoothed. */
  samplesPerSecond = 0
  gradientNorm: number | null = null
  lastBatchLoss: number | null = null
  reports: EpochReport[] = []

  /** Errors: cannot-train, no-data, no-table. */
  constructor(
    { id, number, startedAt, document, columns }: RunOptions,
    restore?: { saved: SavedRun; checkpoint: Checkpoint },
  ) {
    this.id = id
    this.number = number
    this.startedAt = startedAt
    this.snapshot = document
    this.settings = document.training
    this.untilEpoch = document.training.epochs
    const network = buildNetwork(document)
    this.data = prepareData(document, columns)
    const state: TrainerState = restore
      ? loadState(restore.saved, restore.checkpoint, network)
      : freshTrainerState(initialParameters(document), document.training)
    this.trainer = new Trainer(network, this.data, state)
    this.batches = new BatchRecorder(restore?.checkpoint.batches)
    if (!restore) return
    const { training } = this.data.split
    const ordered = state.order.toSorted((a, b) => a - b)
    if (
      ordered.length > 0 &&
      (ordered.length !== training.length || ordered.some((row, place) => row !== training[place]))
    )
      throw AppError.of('bad-weights', {
        path: 'the project',
        reason: 'its checkpoint does not order the rows of the training part',
      })
    const { status, untilEpoch, failure } = restore.checkpoint
    this.status = status === 'running' ? 'paused' : status
    this.untilEpoch = untilEpoch
    this.failure = failure
  }

  get state(): TrainerState {
    return this.trainer.state
  }

  get fingerprint(): string {
    return runFingerprint(this.snapshot)
  }

  /** One update and its book-keeping; a diverged one leaves the weights of the last good step and fails the run. */
  step(): StepResult {
    const result = this.trainer.step(this.settings)
    if (result.kind === 'diverged') {
      const name = this.trainer.network.layers.find(({ id }) => id === result.layer)?.name ?? result.layer
      this.status = 'failed'
      this.failure = AppError.of('diverged', { layer: name, step: result.step, what: result.what }).message
      return result
    }
    this.failure = null
    this.gradientNorm = result.gradientNorm
    this.lastBatchLoss = result.loss
    const { epoch, batch } = this.state
    this.batches.add(epoch + batch / this.trainer.batches, result.loss)
    if (result.epochEnd) this.reports.push(this.reportOf(epoch, result.epochEnd))
    return result
  }

  /** A report at the present weights: for a last epoch that is not complete, numbered as the epoch in progress. */
  measureNow(): EpochReport {
    const { epoch, batch } = this.state
    return this.reportOf(batch > 0 ? epoch + 1 : epoch, this.trainer.measure())
  }

  /** What evaluation and prediction use: the best weights where there is a validation part, else the last. */
  bestParameters(): { parameters: Parameters; which: 'best' | 'last'; epoch: number } {
    const { best, parameters, epoch } = this.state
    return best
      ? { parameters: best.parameters, which: 'best', epoch: best.epoch }
      : { parameters, which: 'last', epoch }
  }

  record(): RunRecord {
    const { epoch, step, best } = this.state
    return {
      id: this.id,
      number: this.number,
      startedAt: this.startedAt,
      status: this.status,
      epoch,
      step,
      bestEpoch: best?.epoch ?? null,
      seconds: this.seconds,
      summary: summaryOf({ ...this.snapshot, training: this.settings }),
      reports: this.reports,
    }
  }

  save(): SavedRun {
    const { id: runId, status, untilEpoch, failure } = this
    const snapshot = { ...this.snapshot, training: this.settings }
    return saveRun({ runId, snapshot, status, untilEpoch, failure, batches: this.batches.recorded() }, this.state)
  }

  private reportOf(epoch: number, { training, validation }: EpochMeasurement): EpochReport {
    return {
      epoch,
      step: this.state.step,
      trainLoss: training.loss,
      validationLoss: validation?.loss ?? null,
      metrics: { training: training.metrics, validation: validation?.metrics ?? null },
    }
  }
}

function summaryOf({ network, training }: ProjectDocument): string {
  const { optimizer, batchSize, seed } = training
  const units = network.layers.map((layer) => layer.units).join('-')
  return `${units}, ${optimizers[optimizer.id].label} ${optimizer.learningRate}, batch ${batchSize}, seed ${seed}`
}
