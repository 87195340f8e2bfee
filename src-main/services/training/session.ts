import { runFingerprint } from '@shared/document/fingerprint'
import { type ProjectDocument } from '@shared/document/schema'
import { inferShapes } from '@shared/document/shapes'
import { AppError } from '@shared/errors'
import { type RunRecord } from '@shared/protocol/training-service'
import { type TableStore } from '../dataset/table-store'
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
  private readonly tables: TableStore
  private readonly clock: Clock
  private stop: Stop = never
  /** Counts the starts: what an earlier start put off must not run beside the present one. */
  private turn = 0
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

  /** A project was opened: its saved run goes on, or a fresh one waits. Errors: bad-weights; then nothing changed. */
  open(document: ProjectDocument, { run: saved, history }: SavedSession = { run: null, history: null }): void {
    const records = history === null ? [] : readHistory(history)
    const run = saved ? this.restored(saved, records) : null
    this.run = run
    this.earlier = records.filter(({ id }) => id !== run?.id)
    this.sample = 0
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
    if (epochs > run.state.epoch) run.untilEpoch = epochs
    else if (run.state.epoch >= run.untilEpoch) run.untilEpoch = run.state.epoch + epochs
    this.go(run, never)
  }

  step(document: ProjectDocument, unit: 'batch' | 'epoch'): void {
    const run = this.runFor(document)
    if (run.status === 'running') return
    const { step, epoch } = run.state
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
    this.run = null
    this.prepare(document)
  }

  records(): RunRecord[] {
    return this.run && this.run.state.step > 0 ? [...this.earlier, this.run.record()] : this.earlier
  }

  /** What a project file keeps of all runs. */
  saved(): SavedSession {
    const records = this.run ? [...this.earlier, this.run.record()] : this.earlier
    return { run: this.run?.save() ?? null, history: records.length > 0 ? savedHistory(records) : null }
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
      },
      { saved, checkpoint },
    )
    run.reports = [...(own?.reports ?? [])]
    run.seconds = own?.seconds ?? 0
    return run
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
    let samples = 0
    while (run.status === 'running' && this.clock.now() - start < SLICE_MILLISECONDS) {
      const result = run.step()
      if (result.kind === 'diverged') break
      samples += result.samples
      if (run.state.step >= this.stop.step || run.state.epoch >= this.stop.epoch) run.status = 'paused'
      if (run.state.batch === 0 && run.state.epoch >= run.untilEpoch) run.status = 'finished'
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

const smoothed = (before: number, now: number): number => (before === 0 ? now : before * 0.9 + now * 0.1)
