import {
  type Breakpoint,
  type BreakpointHit,
  type DebuggerView,
  type Granularity,
} from '@shared/inspection/step-debugger'
import { type TrainingSettings } from '@shared/document/schema'
import { type PreparedData } from '../../data/prepare'
import { type EngineNetwork } from '../../network'
import { copyProgramState } from '../../program-state'
import { referenceProgram, samplesOf } from '../../reference/program'
import { type Stretch, Trainer } from '../../trainer'
import { type TrainerState } from '../../trainer-state'
import { type TracedStep, traceStep } from '../trace-step'
import { breakpointHits } from './breakpoints'
import { operationNumbers, operationResult, type TracedLayers, tracedLayers } from './operation-result'
import { endOfGroup, type OperationPlan, planOperations, startOfGroup } from './operations'
import { type PlannedSection, planSections, sectionsOf } from './sections'

export interface StepDebuggerOptions {
  readonly network: EngineNetwork
  readonly data: PreparedData
  readonly settings: TrainingSettings
  /** What the scratch copy begins with; never changed. */
  readonly state: TrainerState
  readonly breakpoints?: readonly Breakpoint[]
  /** Numbers that kept states may hold together; those that are thinned out are computed again when they are needed. */
  readonly mostKept?: number
}

const MOST_KEPT = 20_000_000

/** The batch at the cursor: the update that begins with `state`, traced. */
interface Present {
  readonly state: TrainerState
  readonly plan: OperationPlan
  readonly sections: readonly PlannedSection[]
  readonly step: TracedLayers
}

/**
 * A scratch copy of a run under a microscope: a cursor walks over the operations of its updates, forwards and backwards.
 * The numbers are the reference engine's, in float64. Weights, optimizer state and random state change only at the commit
 * that ends an update; every state is a value of its own, so a walk back finds the bits that were there.
 */
export class StepDebugger {
  breakpoints: readonly Breakpoint[]
  private readonly options: StepDebuggerOptions
  private readonly trainer: Trainer
  /** By updates done; the first is never thrown away. */
  private readonly states = new Map<number, TrainerState>()
  /** What each update that was made measured, by updates done before it. */
  private readonly made = new Map<number, readonly Stretch[]>()
  private readonly mostStates: number
  private batch = 0
  private position = 0
  private hits: readonly BreakpointHit[] = []
  private present: Present
  /** The commit was tried, and what the end of its epoch measures is not finite. */
  private refused = false

  constructor(options: StepDebuggerOptions) {
    const { network, data, settings, state, breakpoints = [], mostKept = MOST_KEPT } = options
    this.options = options
    this.breakpoints = breakpoints
    this.trainer = new Trainer({ network, data, settings, state, createProgram: referenceProgram })
    this.mostStates = Math.max(2, Math.floor(mostKept / Math.max(1, numbersIn(state))))
    this.states.set(0, this.trainer.state())
    this.present = this.presentOf(0)
  }

  /** The update at the cursor; its numbers are known before the cursor has reached them. */
  get traced(): TracedStep {
    return this.present.step.traced
  }

  /** Weights, optimizer, random state and place in the epoch at the cursor: those of the last commit. A copy. */
  state(): TrainerState {
    const { state } = this.present
    return { ...state, program: copyProgramState(state.program), order: [...state.order] }
  }

  /** What the updates before the cursor measured, in order: losses of their batches, and the ends of their epochs. */
  stretches(): Stretch[] {
    return Array.from({ length: this.batch }, (_, batch) => this.made.get(batch) ?? []).flat()
  }

  view(): DebuggerView {
    const { plan, sections, state, step } = this.present
    const { trace } = step.traced
    return {
      batch: this.batch,
      position: this.position,
      operations: plan.operations.length,
      sections: sectionsOf(sections, plan.operations[this.position]),
      step: state.program.step,
      epoch: state.epoch,
      batchOfEpoch: state.batch,
      rows: trace.rows,
      rate: trace.rate,
      last: this.last(),
      next: plan.operations[this.position],
      hits: this.hits,
      blocked: this.refused || trace.notFinite !== null,
    }
  }

  /**
   * One step forwards, or to the first operation that a breakpoint names. A commit whose numbers are not finite is not
   * made: the cursor stays before it.
   */
  forward(granularity: Granularity): DebuggerView {
    const { plan } = this.present
    const end = endOfGroup(plan, this.position, granularity)
    this.hits = []
    while (this.position < end && this.hits.length === 0) {
      if (plan.operations[this.position].what === 'commit') {
        this.commit()
        if (this.view().blocked) this.hits = this.hitsOfRefusal()
        break
      }
      this.hits = this.hitsAt(this.position)
      this.position += 1
    }
    return this.view()
  }

  /** One step backwards; from the beginning of an update into the one before. Breakpoints are not looked at. */
  back(granularity: Granularity): DebuggerView {
    this.hits = []
    if (this.position === 0) {
      if (this.batch === 0) return this.view()
      this.goTo(this.batch - 1)
      this.position = this.present.plan.operations.length
    }
    this.position = startOfGroup(this.present.plan, this.position, granularity)
    return this.view()
  }

  /** The cursor to a place of this update, at most before its commit. Breakpoints are not looked at. */
  moveTo(position: number): DebuggerView {
    this.hits = []
    this.position = Math.min(position, this.present.plan.operations.length - 1)
    return this.view()
  }

  private last(): DebuggerView['last'] {
    const { plan, step } = this.present
    if (this.position > 0) return operationResult(step, plan.operations[this.position - 1])
    if (this.batch === 0) return null
    // Every update ends with the same operation, which has no numbers.
    return operationResult(step, plan.operations[plan.operations.length - 1])
  }

  private hitsAt(position: number): BreakpointHit[] {
    if (this.breakpoints.length === 0) return []
    const { plan, step } = this.present
    const { trace } = step.traced
    const operation = plan.operations[position]
    const known = operation.what === 'loss' && operation.sample === trace.rows.length - 1
    return breakpointHits(this.breakpoints, {
      operation,
      numbers: operationNumbers(step, operation),
      loss: known ? trace.loss : null,
      lossBefore:
        this.made
          .get(this.batch - 1)
          ?.at(-1)
          ?.losses.at(-1) ?? null,
    })
  }

  /** An update may be refused though no single number is to blame: its gradient is too long, or what its epoch measures. */
  private hitsOfRefusal(): BreakpointHit[] {
    const { gradientNorm } = this.traced.trace
    const value = Number.isFinite(gradientNorm) ? Number.NaN : gradientNorm
    const operation = this.present.plan.operations[this.position]
    return this.breakpoints.flatMap(({ kind }, breakpoint) =>
      kind === 'not-finite' ? [{ breakpoint, operation, value, reference: null }] : [],
    )
  }

  private commit(): void {
    const { state } = this.present
    const { trace } = this.traced
    if (trace.notFinite) return
    const next = this.batch + 1
    if (!this.states.has(next)) {
      this.trainer.load(state)
      const { stretches, failure } = this.trainer.advance(1)
      this.refused = failure !== null
      if (this.refused) return
      this.made.set(
        this.batch,
        stretches.map((stretch) => ({ ...stretch, losses: stretch.losses.slice() })),
      )
      this.keep(next, this.trainer.state())
    }
    this.goTo(next)
    this.position = 0
  }

  private goTo(batch: number): void {
    this.present = this.presentOf(batch)
    this.batch = batch
    this.refused = false
  }

  private presentOf(batch: number): Present {
    const state = this.stateAt(batch)
    const { network, data, settings } = this.options
    this.trainer.load(state)
    const { rows, rate } = this.trainer.nextBatch()
    const traced = traceStep(network, state.program, { samples: samplesOf(data, rows), rows, rate, settings })
    const plan = planOperations(network, rows.length, settings.updateOrder)
    return {
      state,
      plan,
      sections: planSections(plan),
      step: tracedLayers(traced),
    }
  }

  /** The state after so many updates: kept, or made again from the nearest one before, which gives the same bits. */
  private stateAt(batch: number): TrainerState {
    const kept = this.states.get(batch)
    if (kept) return kept
    const nearest = Math.max(...[...this.states.keys()].filter((each) => each < batch))
    const from = this.states.get(nearest)
    if (!from) throw new TypeError('The first state is always kept.')
    this.trainer.load(from)
    this.trainer.advance(batch - nearest)
    const state = this.trainer.state()
    this.keep(batch, state)
    return state
  }

  /** Gives up the oldest states but the first, and never this one. */
  private keep(batch: number, state: TrainerState): void {
    this.states.set(batch, state)
    for (const other of [...this.states.keys()].toSorted((a, b) => a - b)) {
      if (this.states.size <= this.mostStates) return
      if (other !== 0 && other !== batch) this.states.delete(other)
    }
  }
}

/** Numbers that a state holds, about. */
function numbersIn({ program: { parameters, slots, best }, order }: TrainerState): number {
  const weights = Object.values(parameters).reduce(
    (sum, each) => sum + each.weights.reduce((inner, row) => inner + row.length, each.biases.length),
    0,
  )
  return weights * (1 + slots.length + (best ? 1 : 0)) + order.length
}
