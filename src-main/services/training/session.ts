import { weightProblem } from '@engine/data/sample-weights'
import { type CreateProgram } from '@engine/program'
import { runFingerprint } from '@shared/document/fingerprint'
import { type ProjectDocument } from '@shared/document/schema'
import { inferShapes } from '@shared/document/shapes'
import { AppError } from '@shared/errors'
import {
  type AppliedUpdates,
  type ParameterEdit,
  type ParameterPlace,
  type RunRecord,
} from '@shared/protocol/training-service'
import { type TableStore } from '../dataset/table-store'
import { applyUpdates, type RunMark, type ScratchUpdates } from './apply-updates'
import { editParameter } from './edit-parameter'
import { EpochRecorder } from './epoch-recorder'
import { programs } from './programs'
import { rememberingData } from './remembered-data'
import { Run } from './run'
import { readCheckpoint, readHistory, savedHistory, type SavedRun } from './saved-run'

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

export interface SessionOptions {
  readonly clock?: Clock
  /** What runs compute with. */
  readonly createProgram?: CreateProgram
}

const oneThread = programs({ threadScript: null, threads: 1 })

/** The runs of a project as its file keeps them; `run` is the one that can go on. */
export interface SavedSession {
  readonly run: SavedRun | null
  readonly history: unknown
}

/** Where training pauses on its own: after that many updates, or at the end of that epoch. */
interface Stop {
  readonly step: number
  readonly epoch: number
}
const never: Stop = { step: Number.POSITIVE_INFINITY, epoch: Number.POSITIVE_INFINITY }

/** How long training may keep the process from answering messages. */
const SLICE_MILLISECONDS = 5
/** How long the updates between two looks at the clock should take. */
const ADVANCE_MILLISECONDS = 2
const MOST_UPDATES = 1_000_000

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
  private readonly tables: TableStore
  private readonly clock: Clock
  private readonly createProgram: CreateProgram
  private readonly prepareData = rememberingData()
  private stop: Stop = never
  /** Updates between two looks at the clock, by what they took of late. */
  private pace = 1
  /** Counts the starts: what an earlier start put off must not run beside the present one. */
  private turn = 0
  private readonly listeners = new Set<() => void>()

  constructor(tables: TableStore, { clock = systemClock, createProgram = oneThread }: SessionOptions = {}) {
    this.tables = tables
    this.clock = clock
    this.createProgram = createProgram
  }

  /** Calls `listener` whenever something changed; returns what ends that. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** A project was opened: its saved run goes on, or a fresh one waits. Errors: bad-weights; then nothing changed. */
  open(document: ProjectDocument, { run: saved, history }: SavedSession = { run: null, history: null }): void {
    const records = history === null ? [] : readHistory(history)
    const run = saved ? this.restored(saved, records) : null
    this.replace(run)
    this.earlier = records.filter(({ id }) => id !== run?.id)
    this.sample = 0
    this.prepare(document)
  }

  /** Before the first step the weights follow the document; later the run keeps its snapshot. */
  prepare(document: ProjectDocument): void {
    this.problem = this.problemOf(document)
    const fingerprint = runFingerprint(document)
    if (this.run && this.run.fingerprint === fingerprint) this.run.settings = document.training
    else if (!this.run || this.run.trainer.step === 0)
      this.replace(this.problem === null ? this.freshRun(document) : null)
    if (this.run && this.run.trainer.step === 0) this.run.untilEpoch = document.training.epochs
    this.changed()
  }

  train(document: ProjectDocument): void {
    const run = this.runFor(document)
    if (run.status === 'running') return
    const { epochs } = document.training
    const { epoch } = run.trainer
    if (epochs > epoch) run.untilEpoch = epochs
    else if (epoch >= run.untilEpoch) run.untilEpoch = epoch + epochs
    this.go(run, never)
  }

  step(document: ProjectDocument, unit: 'batch' | 'epoch'): void {
    const run = this.runFor(document)
    if (run.status === 'running') return
    const { step, epoch } = run.trainer
    if (epoch >= run.untilEpoch) run.untilEpoch = epoch + 1
    this.go(run, unit === 'batch' ? { ...never, step: step + 1 } : { ...never, epoch: epoch + 1 })
  }

  pause(): void {
    if (this.run?.status !== 'running') return
    this.run.status = 'paused'
    this.changed()
  }

  /** A fresh run with the document's initial weights; the old one is kept as a record. */
  reset(document: ProjectDocument): void {
    this.archive()
    this.replace(null)
    this.prepare(document)
  }

  records(): RunRecord[] {
    return this.run && this.run.trainer.step > 0 ? [...this.earlier, this.run.record()] : this.earlier
  }

  /** What a project file keeps of all runs. */
  saved(): SavedSession {
    const records = this.run ? [...this.earlier, this.run.record()] : this.earlier
    return { run: this.run?.save() ?? null, history: records.length > 0 ? savedHistory(records) : null }
  }

  /** Errors: cannot-train, cannot-edit, no-parameter. */
  editParameter(place: ParameterPlace, value: number): ParameterEdit {
    const edit = editParameter(this.currentRun(), place, value)
    this.changed()
    return edit
  }

  /** Errors: cannot-train, cannot-edit. */
  applyUpdates(run: Run, updates: ScratchUpdates, begun: RunMark): AppliedUpdates {
    if (run !== this.currentRun())
      throw AppError.of('cannot-edit', { reason: 'the run that the debugger copied is no longer there.' })
    const applied = applyUpdates(run, updates, begun)
    this.changed()
    return applied
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

  private restored(saved: SavedRun, records: readonly RunRecord[]): Run {
    const checkpoint = readCheckpoint(saved.checkpoint)
    const own = records.find(({ id }) => id === checkpoint.runId)
    const { snapshot } = checkpoint
    const run = new Run(
      {
        id: checkpoint.runId,
        number: own?.number ?? 1,
        startedAt: own?.startedAt ?? this.clock.isoTime(),
        document: snapshot,
        columns: this.tables.columnsOf(snapshot),
        prepareData: this.prepareData,
        createProgram: this.createProgram,
      },
      { saved, checkpoint },
    )
    run.epochs = new EpochRecorder(own?.reports)
    run.edits = [...(own?.edits ?? [])]
    run.applied = [...(own?.applied ?? [])]
    run.seconds = own?.seconds ?? 0
    return run
  }

  /** The run that trains this document: the present one where it fits, else a fresh one. Errors: cannot-train. */
  runFor(document: ProjectDocument): Run {
    this.problem = this.problemOf(document)
    if (this.problem !== null) throw AppError.of('cannot-train', { problem: this.problem })
    if (this.run && this.run.fingerprint === runFingerprint(document)) {
      this.run.settings = document.training
      return this.run
    }
    this.archive()
    const run = this.freshRun(document)
    this.replace(run)
    return run
  }

  /** What keeps the document from being trained, the cells of its table included. */
  private problemOf(document: ProjectDocument): string | null {
    const [problem] = inferShapes(document).problems
    if (problem) return problem.message
    if (document.recipe.sampleWeights === null) return null
    return weightProblem(document, this.tables.columnsOf(document))?.message ?? null
  }

  private replace(run: Run | null): void {
    this.run?.dispose()
    this.run = run
    this.pace = 1
  }

  private archive(): void {
    if (!this.run) return
    if (this.run.status === 'running') this.run.status = 'paused'
    if (this.run.trainer.step > 0) this.earlier = [...this.earlier, this.run.record()]
  }

  private freshRun(document: ProjectDocument): Run {
    const number = Math.max(0, ...this.earlier.map((record) => record.number)) + 1
    return new Run({
      id: `run-${number}`,
      number,
      startedAt: this.clock.isoTime(),
      document,
      columns: this.tables.columnsOf(document),
      prepareData: this.prepareData,
      createProgram: this.createProgram,
    })
  }

  private go(run: Run, stop: Stop): void {
    this.stop = stop
    run.status = 'running'
    this.changed()
    const turn = ++this.turn
    this.clock.soon(() => this.slice(run, turn))
  }

  private slice(run: Run, turn: number): void {
    if (turn !== this.turn || run !== this.run || run.status !== 'running') return
    const start = this.clock.now()
    let looked = start
    let updates = 0
    let samples = 0
    while (run.status === 'running') {
      const now = this.clock.now()
      if (now - start >= SLICE_MILLISECONDS) break
      if (updates > 0) this.pace = paced(updates, now - looked)
      looked = now
      const { step, epoch } = this.stop
      const made = run.advance(Math.min(this.pace, step - run.trainer.step), Math.min(epoch, run.untilEpoch))
      updates = made.updates
      samples += made.samples
      if (made.ended) break
      const { trainer } = run
      if (trainer.step >= step || trainer.epoch >= epoch) run.status = 'paused'
      if (trainer.batch === 0 && trainer.epoch >= run.untilEpoch) run.status = 'finished'
    }
    const seconds = (this.clock.now() - start) / 1000
    run.seconds += seconds
    if (seconds > 0) run.samplesPerSecond = smoothed(run.samplesPerSecond, samples / seconds)
    this.changed()
    if (run.status === 'running') this.clock.soon(() => this.slice(run, turn))
  }

  private changed(): void {
    for (const listener of this.listeners) listener()
  }
}

/** Updates for the next `ADVANCE_MILLISECONDS`, at least one and at most twice as many as before. */
function paced(updates: number, milliseconds: number): number {
  const wanted = milliseconds > 0 ? Math.floor((updates / milliseconds) * ADVANCE_MILLISECONDS) : MOST_UPDATES
  return Math.max(1, Math.min(wanted, 2 * updates, MOST_UPDATES))
}

const smoothed = (before: number, now: number): number => (before === 0 ? now : before * 0.9 + now * 0.1)
