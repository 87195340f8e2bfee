import * as v from 'valibot'
import { type FloatDifference } from '../inspection/float-difference'
import { type CurvePoint, type GradientMatrices, type GradientPlace } from '../inspection/gradient-matrix'
import { type Breakpoint, type DebuggerView, granularities, type Granularity } from '../inspection/step-debugger'
import { type BatchTrace } from '../inspection/step-trace'
import { type LayerUpdateTrace } from '../inspection/update-trace'
import { type WeightChange } from '../inspection/weight-change'
import { call, type ContractOf, stream } from './contract'
import { type AppliedUpdates } from './training-service'

/**
 * Which update is looked at. next: the run's next one, with the batch, the rate and the dropout masks that it will have;
 * rows: the same with these rows of the data as its batch; after: the one that follows so many updates from the run's
 * first weights, wherever the run is now; debugger: the one at the debugger's cursor.
 */
export type BatchChoice =
  | { readonly kind: 'next' }
  | { readonly kind: 'rows'; readonly rows: readonly number[] }
  | { readonly kind: 'after'; readonly updates: number }
  | { readonly kind: 'debugger' }

/** Of a gradient check: `done` of `of` parameters, then the result. */
export type GradientProgress =
  | { readonly kind: 'progress'; readonly done: number; readonly of: number }
  | { readonly kind: 'result'; readonly result: GradientMatrices }

/**
 * Looks inside the numbers of the run, in float64 by the readable engine, on copies: nothing here changes the run but
 * `applyToRun`. Errors of all: cannot-train where there is no run; of calls about a batch: no-sample, too-large-to-inspect
 * (too-far-ahead and diverged where it follows updates, and no-debugger for the debugger's).
 */
export interface InspectionService {
  /** Every number of one update before it is made. */
  traceBatch(argument: { batch: BatchChoice }): Promise<BatchTrace>
  /** The update of each parameter of a layer, term by term. Errors: no-parameter for a layer without. */
  layerUpdate(argument: { batch: BatchChoice; layer: string }): Promise<LayerUpdateTrace>
  /**
   * Why one weight changes: per sample, per path (the `mostPaths` largest), and what penalties, clipping and the optimizer
   * add. Normalizations: the scale of a unit is its input 0. Errors: no-parameter.
   */
  weightChange(argument: {
    batch: BatchChoice
    layer: string
    unit: number
    /** null: the bias. */
    input: number | null
    mostPaths: number
  }): Promise<WeightChange>
  /**
   * Backpropagation against central differences with that epsilon, over the first `samples` rows of the training part.
   * In a large network parameters are left out, evenly, so that it takes seconds. Ends early with `signal`.
   */
  checkGradients(argument: { epsilon: number; samples: number }, signal?: AbortSignal): AsyncIterable<GradientProgress>
  /** The errors for epsilon from 1e-1 to 1e-12, one event each: of one parameter, or (null) of many. Errors: no-parameter. */
  gradientCurve(
    argument: { place: GradientPlace | null; samples: number },
    signal?: AbortSignal,
  ): AsyncIterable<CurvePoint>
  /** The run's own arithmetic against float64: a of one sample, and the parameters after the next update. */
  floatDifference(argument: { sample: number }): Promise<FloatDifference>
  /** A scratch copy of the run as it is now, the cursor at its beginning; one that was open is forgotten. */
  openDebugger(argument: { breakpoints: readonly Breakpoint[] }): Promise<DebuggerView>
  /** Errors of all calls on the debugger: no-debugger. */
  debuggerView(): Promise<DebuggerView>
  setBreakpoints(argument: { breakpoints: readonly Breakpoint[] }): Promise<DebuggerView>
  stepForward(argument: { granularity: Granularity }): Promise<DebuggerView>
  stepBack(argument: { granularity: Granularity }): Promise<DebuggerView>
  /** The cursor to a place of the update it is in, at most before the commit. Breakpoints are not looked at. */
  moveTo(argument: { position: number }): Promise<DebuggerView>
  /** Forwards to a breakpoint, at most through `mostBatches` updates; any other call on the debugger, or `signal`, ends it. */
  runToBreakpoint(argument: { mostBatches: number }, signal?: AbortSignal): Promise<DebuggerView>
  /**
   * Gives the run the scratch copy's weights, optimizer state, random state and place in the epoch, those of the last
   * commit, and records it, with what their batches and epochs measured. The debugger begins anew from there. Errors: cannot-edit (see `applyUpdates`).
   */
  applyToRun(): Promise<AppliedUpdates>
  closeDebugger(): Promise<void>
}

const whole = v.pipe(v.number(), v.integer(), v.minValue(0))
const from1 = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most))
const batch = v.variant('kind', [
  v.object({ kind: v.literal('next') }),
  v.object({ kind: v.literal('rows'), rows: v.pipe(v.array(whole), v.minLength(1), v.maxLength(10_000)) }),
  v.object({ kind: v.literal('after'), updates: v.pipe(whole, v.maxValue(1_000_000_000)) }),
  v.object({ kind: v.literal('debugger') }),
])
const layer = v.nullable(v.string())
const breakpoints = v.object({
  breakpoints: v.pipe(
    v.array(
      v.variant('kind', [
        v.object({ kind: v.literal('loss-rises') }),
        v.object({ kind: v.literal('delta-below'), limit: v.pipe(v.number(), v.finite(), v.minValue(0)), layer }),
        v.object({ kind: v.literal('not-finite') }),
        v.object({ kind: v.literal('sign-change'), layer }),
      ]),
    ),
    v.maxLength(100),
  ),
})
const granularity = v.object({ granularity: v.picklist(granularities) })
const samples = from1(64)

export const inspectionContract: ContractOf<InspectionService> = {
  traceBatch: call(v.object({ batch })),
  layerUpdate: call(v.object({ batch, layer: v.string() })),
  weightChange: call(
    v.object({
      batch,
      layer: v.string(),
      unit: whole,
      input: v.nullable(whole),
      mostPaths: v.pipe(whole, v.maxValue(1000)),
    }),
  ),
  checkGradients: stream(v.object({ epsilon: v.pipe(v.number(), v.minValue(1e-15), v.maxValue(1)), samples })),
  gradientCurve: stream(
    v.object({
      place: v.nullable(v.object({ layer: v.string(), row: v.nullable(whole), column: whole })),
      samples,
    }),
  ),
  floatDifference: call(v.object({ sample: whole })),
  openDebugger: call(breakpoints),
  debuggerView: call(),
  setBreakpoints: call(breakpoints),
  stepForward: call(granularity),
  stepBack: call(granularity),
  moveTo: call(v.object({ position: whole })),
  runToBreakpoint: call(v.object({ mostBatches: from1(100_000) })),
  applyToRun: call(),
  closeDebugger: call(),
}
