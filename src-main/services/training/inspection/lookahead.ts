import { initialParameters } from '@engine/initial-parameters'
import { type TracedStep } from '@engine/inspection/trace-step'
import { Trainer } from '@engine/trainer'
import { freshTrainerState } from '@engine/trainer-state'
import { type TrainingSettings } from '@shared/document/schema'
import { AppError } from '@shared/errors'
import { programs } from '../programs'
import { type Run } from '../run'
import { parametersIn, tracedNext } from './chosen-step'

/** Multiplications that looking ahead may take: about a second. */
const MOST_WORK = 2e8
/** What an update costs beside its multiplications, in those. */
const WORK_PER_UPDATE = 4000
/** Traces that are kept: a lesson asks for the same few, layer after layer. */
const MOST_TRACES = 8

const oneThread = programs({ threadScript: null, threads: 1 })

/**
 * Updates that follow so many others from a run's first weights. They are made by a trainer of its own, in the run's
 * arithmetic, so that the numbers are bit for bit those of a run that trains so far; the run stays where it is.
 */
export class Lookahead {
  private run: Run | null = null
  private settings: TrainingSettings | null = null
  private trainer: Trainer | null = null
  private readonly traces = new Map<number, TracedStep>()

  /** Errors: too-far-ahead, diverged, too-large-to-inspect. */
  traced(run: Run, updates: number): TracedStep {
    const most = Math.floor(MOST_WORK / workOf(run))
    if (updates > most) throw AppError.of('too-far-ahead', { updates, most })
    if (run !== this.run || run.settings !== this.settings) this.forget()
    ;[this.run, this.settings] = [run, run.settings]
    const kept = this.traces.get(updates)
    if (kept) return kept
    const traced = tracedNext({ trainer: this.trainerAt(run, updates), settings: run.settings })
    this.keep(updates, traced)
    return traced
  }

  /** Errors: diverged. */
  private trainerAt(run: Run, updates: number): Trainer {
    if (this.trainer && this.trainer.step > updates) this.begin(null)
    const trainer = this.trainer ?? this.begin(freshTrainer(run))
    while (trainer.step < updates) {
      const { failure } = trainer.advance(updates - trainer.step)
      if (!failure) continue
      this.begin(null)
      const { step, what, unit, sample } = failure
      const layer = run.network.layers.find(({ id }) => id === failure.layer)?.name ?? failure.layer
      throw AppError.of('diverged', { step, what, layer, unit, sample })
    }
    return trainer
  }

  private begin<Next extends Trainer | null>(trainer: Next): Next {
    this.trainer?.program.dispose()
    this.trainer = trainer
    return trainer
  }

  private forget(): void {
    this.begin(null)
    this.traces.clear()
  }

  private keep(updates: number, traced: TracedStep): void {
    const [oldest] = this.traces.keys()
    if (this.traces.size >= MOST_TRACES && oldest !== undefined) this.traces.delete(oldest)
    this.traces.set(updates, traced)
  }
}

/** A trainer at the run's beginning: its snapshot's weights, its settings of today. */
function freshTrainer({ network, data, settings, snapshot }: Run): Trainer {
  const state = freshTrainerState(network, settings, initialParameters(snapshot))
  return new Trainer({ network, data, settings, state, createProgram: oneThread })
}

/** Multiplications of one update, about: three products over every weight and sample. */
function workOf({ network, settings, data }: Run): number {
  const samples = Math.min(settings.batchSize, data.split.training.length)
  const parameters = network.layers.reduce((sum, layer) => sum + parametersIn(layer), 0)
  return WORK_PER_UPDATE + 3 * samples * parameters
}
