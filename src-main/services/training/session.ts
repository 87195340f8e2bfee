import { runFingerprint } from '@shared/document/fingerprint'
import { type ProjectDocument } from '@shared/document/schema'
import { inferShapes } from '@shared/document/shapes'
import { AppError } from '@shared/errors'
import { type RunRecord } from '@shared/protocol/training-service'
import { type TableStore } from '../dataset/table-store'
import { Run } from './run'
import { readCheckpoint, readHistory, type SavedRun } from './saved-run'

/** Time and turns, injected so that tests own them. */
export interface Clock {
  now(): number
  isoTime(): string
  /** Runs `task` after all messages that wait have been answered. */
  soon(task: () => void): void
}

export const systemClock: Clock = {
  now: () => performance.now(),
  isoTime: () => new Date().toISOString(),
  soon: (task) => void setImmediate(task),
}

/** How long training may keep the process from answering messages. */
const SLICE_MILLISECONDS = 10

/**
 * The run of the project that is open, and the records of those before it. A run moves
 * idle -> running <-> paused -> finished | failed. It trains in short slices; between them messages are answered, so
 * pause and step act at once.
 */
export class TrainingSession {
  run: Run | null = null
  /** Records of earlier runs of this project. */
  earlier: RunRecord[] = []
  problem: string | null = null
  sample = 0
  samplesPerSecond = 0
  private readonly tables: TableStore
  private readonly clock: Clock
  private stopAtStep = Number.POSITIVE_INFINITY
  private readonly listeners = new Set<() => void>()

  constructor(tables: TableStore, clock: Clock = systemClock) {
    this.tables = tables
    this.clock = clock
  }

  /** Calls `listener` whenever something changed; returns what ends that. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** A project was opened: its saved run goes on, or a fresh one waits. */
  open(document: ProjectDocument, saved: SavedRun | null): void {
    this.run = null
    this.earlier = []
    this.sample = 0
    this.stopAtStep = Number.POSITIVE_INFINITY
    if (saved) this.restore(saved)
    this.prepare(document)
  }

  /** Before the first step the weights follow the document; later the run keeps its snapshot. */
  prepare(document: ProjectDocument): void {
    this.problem = inferShapes(document).problems[0]?.message ?? null
    const fingerprint = runFingerprint(document)
    if (this.run && this.run.fingerprint === fingerprint) this.run.settings = document.training
    else if (!this.run || this.run.state.step === 0) this.run = this.problem === null ? this.freshRun(document) : null
    if (this.run && this.run.state.step === 0) this.run.untilEpoch = document.training.epochs
    this.changed()
  }

  train(document: ProjectDocument): void {
    const run = this.runFor(document)
    if (run.status === 'running') return
    const { epochs } = document.training
    if (run.state.epoch >= run.untilEpoch) run.untilEpoch = run.state.epoch + epochs
    else if (epochs > run.state.epoch) run.untilEpoch = epochs
    this.go(run, Number.POSITIVE_INFINITY)
  }

  step(document: ProjectDocument, unit: 'batch' | 'epoch'): void {
    const run = this.runFor(document)
    if (run.status === 'running') return
    const { step, batch } = run.state
    if (run.state.epoch >= run.untilEpoch) run.untilEpoch = run.state.epoch + 1
    this.go(run, unit === 'batch' ? step + 1 : step + run.trainer.batches - batch)
  }

  pause(): void {
    if (this.run?.status !== 'running') return
    this.run.status = 'paused'
    this.changed()
  }

  /** A fresh run with the document's initial weights; the old one is kept as a record. */
  reset(document: ProjectDocument): void {
    this.archive()
    this.run = null
    this.prepare(document)
  }

  records(): RunRecord[] {
    return this.run && this.run.state.step > 0 ? [...this.earlier, this.run.record()] : this.earlier
  }

  saved(): SavedRun | null {
    return this.run?.save(this.earlier) ?? null
  }

  showSample(sample: number): void {
    this.sample = sample
    this.changed()
  }

  /** Errors: cannot-train while the document has a problem. */
  currentRun(): Run {
    if (this.run) return this.run
    throw AppError.of('cannot-train', { problem: this.problem ?? 'No project is open.' })
  }

  private restore(saved: SavedRun): void {
    const checkpoint = readCheckpoint(saved.checkpoint)
    const records = readHistory(saved.history)
    const own = records.find(({ id }) => id === checkpoint.runId)
    this.earlier = records.filter(({ id }) => id !== checkpoint.runId)
    const { snapshot } = checkpoint
    this.run = new Run(
      {
        id: checkpoint.runId,
        number: own?.number ?? 1,
        startedAt: own?.startedAt ?? this.clock.isoTime(),
        document: snapshot,
        columns: this.tables.columnsOf(snapshot),
      },
      { saved, checkpoint },
    )
    this.run.reports = [...(own?.reports ?? [])]
    this.run.seconds = own?.seconds ?? 0
  }

  /** The run that trains this document: the present one where it fits, else a fresh one. Errors: cannot-train. */
  runFor(document: ProjectDocument): Run {
    this.problem = inferShapes(document).problems[0]?.message ?? null
    if (this.problem !== null) throw AppError.of('cannot-train', { problem: this.problem })
    if (this.run && this.run.fingerprint === runFingerprint(document)) {
      this.run.settings = document.training
      return this.run
    }
    this.archive()
    this.run = this.freshRun(document)
    return this.run
  }

  private archive(): void {
    if (!this.run) return
    if (this.run.status === 'running') this.run.status = 'paused'
    if (this.run.state.step > 0) this.earlier = [...this.earlier, this.run.record()]
  }

  private freshRun(document: ProjectDocument): Run {
    const number = Math.max(0, ...this.earlier.map((record) => record.number)) + 1
    return new Run({
      id: `run-${number}`,
      number,
      startedAt: this.clock.isoTime(),
      document,
      columns: this.tables.columnsOf(document),
    })
  }

  private go(run: Run, stopAtStep: number): void {
    this.stopAtStep = stopAtStep
    run.status = 'running'
    this.changed()
    this.clock.soon(() => this.slice(run))
  }

  private slice(run: Run): void {
    if (run !== this.run || run.status !== 'running') return
    const start = this.clock.now()
    let samples = 0
    while (run.status === 'running' && this.clock.now() - start < SLICE_MILLISECONDS) {
      const result = run.step()
      if (result.kind === 'diverged') break
      samples += result.samples
      if (run.state.step >= this.stopAtStep) run.status = 'paused'
      if (run.state.batch === 0 && run.state.epoch >= run.untilEpoch) run.status = 'finished'
    }
    const seconds = (this.clock.now() - start) / 1000
    run.seconds += seconds
    if (seconds > 0) this.samplesPerSecond = smoothed(this.samplesPerSecond, samples / seconds)
    this.changed()
    if (run.status === 'running') this.clock.soon(() => this.slice(run))
  }

  private changed(): void {
    for (const listener of this.listeners) listener()
  }
}

const smoothed = (before: number, now: number): number => (before === 0 ? now : before * 0.9 + now * 0.1)
