import { StepDebugger } from '@engine/inspection/debugger/step-debugger'
import { type TracedStep } from '@engine/inspection/trace-step'
import { layerUpdate } from '@engine/inspection/update-terms'
import { weightChange } from '@engine/inspection/weight-change'
import { type EngineLayer } from '@engine/network'
import { AppError } from '@shared/errors'
import { type Breakpoint, type DebuggerView, type Granularity } from '@shared/inspection/step-debugger'
import { type BatchTrace } from '@shared/inspection/step-trace'
import { type LayerUpdateTrace } from '@shared/inspection/update-trace'
import { type WeightChange } from '@shared/inspection/weight-change'
import { type BatchChoice } from '@shared/protocol/inspection-service'
import { type AppliedUpdates, type ParameterPlace } from '@shared/protocol/training-service'
import { markOf, type RunMark } from '../apply-updates'
import { type Run } from '../run'
import { type TrainingSession } from '../session'
import { Lookahead } from './lookahead'
import { checkNumbers, checkOperations, parametersIn, tracedNext } from './chosen-step'
import { systemTurns, type Turns } from './gradient-checks'

/** Numbers of a parameter in an update that is shown term by term, about. */
const TERMS = 14

interface OpenDebugger {
  readonly debugger: StepDebugger
  readonly run: Run
  readonly begun: RunMark
}

/** What is looked at: updates of the session's run, and its scratch copy in the step debugger. */
export class Inspection {
  private readonly session: TrainingSession
  private readonly turns: Turns
  private readonly lookahead = new Lookahead()
  private open: OpenDebugger | null = null
  /** Counts the calls on the debugger: a run to a breakpoint ends with the next. */
  private calls = 0

  constructor(session: TrainingSession, turns: Turns = systemTurns) {
    this.session = session
    this.turns = turns
  }

  /** Errors: cannot-train, no-sample, too-large-to-inspect, too-far-ahead, diverged, no-debugger. */
  traced(batch: BatchChoice): TracedStep {
    switch (batch.kind) {
      case 'next':
        return tracedNext(this.session.currentRun())
      case 'rows':
        return tracedNext(this.session.currentRun(), batch.rows)
      case 'after':
        return this.lookahead.traced(this.session.currentRun(), batch.updates)
      case 'debugger':
        return this.opened().debugger.traced
    }
  }

  /** Errors: those of `traced`. */
  batchTrace(batch: BatchChoice): BatchTrace {
    const { trace } = this.traced(batch)
    const { id, data } = batch.kind === 'debugger' ? this.opened().run : this.session.currentRun()
    const validation = new Set(data.split.validation)
    return {
      ...trace,
      runId: id,
      samples: data.x.rows,
      parts: trace.rows.map((row) => (validation.has(row) ? 'validation' : 'training')),
      featureLabels: data.shape.features.map(({ label }) => label),
      targetLabels: data.shape.targets.map(({ label }) => label),
    }
  }

  /** Errors: those of `traced`, no-parameter. */
  layerUpdate(batch: BatchChoice, id: string): LayerUpdateTrace {
    const traced = this.traced(batch)
    const layer = layerOf(traced, id)
    if (layer) checkNumbers('numbers', TERMS * parametersIn(layer))
    const update = layer && layerUpdate(traced, layer)
    if (update) return update
    throw AppError.of('no-parameter', { place: `layer ${layer?.name ?? id} with parameters` })
  }

  /** Errors: those of `traced`, no-parameter. */
  weightChange(batch: BatchChoice, { layer: id, ...place }: ParameterPlace, mostPaths: number): WeightChange {
    const traced = this.traced(batch)
    const layer = layerOf(traced, id)
    const change = layer && weightChange(traced, layer, { place, mostPaths })
    if (change) return change
    const { unit, input } = place
    const inWords = input === null ? `bias ${unit + 1}` : `weight [${unit + 1}, ${input + 1}]`
    throw AppError.of('no-parameter', { place: `${inWords} in ${layer?.name ?? id}` })
  }

  /** Errors: cannot-train, too-large-to-inspect. */
  openDebugger(breakpoints: readonly Breakpoint[]): DebuggerView {
    this.calls += 1
    const run = this.session.currentRun()
    const { network, data, settings, trainer } = run
    checkOperations(network, Math.min(settings.batchSize, data.split.training.length))
    checkOperations(network, trainer.nextBatch().rows.length)
    const made = new StepDebugger({ network, data, settings, state: run.state, breakpoints })
    this.open = { debugger: made, run, begun: markOf(run) }
    return made.view()
  }

  view(): DebuggerView {
    return this.opened().debugger.view()
  }

  setBreakpoints(breakpoints: readonly Breakpoint[]): DebuggerView {
    const { debugger: own } = this.called()
    own.breakpoints = breakpoints
    return own.view()
  }

  forward(granularity: Granularity): DebuggerView {
    return this.called().debugger.forward(granularity)
  }

  back(granularity: Granularity): DebuggerView {
    return this.called().debugger.back(granularity)
  }

  moveTo(position: number): DebuggerView {
    return this.called().debugger.moveTo(position)
  }

  async runToBreakpoint(mostBatches: number, signal?: AbortSignal): Promise<DebuggerView> {
    const { debugger: own } = this.called()
    const call = this.calls
    for (let batch = 0; batch < mostBatches && call === this.calls && !signal?.aborted; batch++) {
      const view = own.forward('batch')
      if (view.hits.length > 0 || view.blocked) break
      await this.turns.pause()
    }
    return own.view()
  }

  /** Errors: no-debugger, cannot-train, cannot-edit. */
  apply(): AppliedUpdates {
    const { debugger: own, run, begun } = this.called()
    const applied = this.session.applyUpdates(run, { state: own.state(), stretches: own.stretches() }, begun)
    this.openDebugger(own.breakpoints)
    return applied
  }

  close(): void {
    this.calls += 1
    this.open = null
  }

  private called(): OpenDebugger {
    this.calls += 1
    return this.opened()
  }

  private opened(): OpenDebugger {
    if (this.open) return this.open
    throw AppError.of('no-debugger', {})
  }
}

const layerOf = ({ network }: TracedStep, id: string): EngineLayer | undefined =>
  network.layers.find((layer) => layer.id === id)
