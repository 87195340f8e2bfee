import { type DebuggerView, type Operation } from '@shared/inspection/step-debugger'
import { type BatchTrace } from '@shared/inspection/step-trace'
import { type TermPlace } from '../../../stores/study'

/** Whether a number of the trace is computed, for one sample of the batch; without one, for the sample that was worked on last. */
export type Reached = (place: TermPlace, sample?: number) => boolean

/** The operation that computes a number; null for one that is there from the beginning. */
const computedBy: Readonly<Record<TermPlace['what'], Operation['what'] | null>> = {
  x: 'a',
  z: 'z',
  a: 'a',
  derivative: 'a',
  gradientOfA: 'gradientOfA',
  delta: 'delta',
  weight: null,
  bias: null,
  weightGradient: 'gradient',
  biasGradient: 'gradient',
  newWeight: 'update',
  newBias: 'update',
  updateTerm: 'update',
  target: null,
  loss: 'loss',
}

/** Within a unit, from the first to the last. */
const withinUnit: readonly Operation['what'][] = ['z', 'a', 'gradientOfA', 'delta']

/**
 * Which numbers of the debugger's update are computed where its cursor is. Operations have an order (see
 * `planOperations` of the engine); a number is known where its operation comes before the next one.
 */
export function reachedIn(view: DebuggerView, trace: BatchTrace): Reached {
  const order = orderOf(trace)
  const next = order(view.next)
  const present = view.last?.operation.sample ?? view.next.sample ?? trace.rows.length - 1
  const done = (what: Operation['what'], layer: string, place: { sample: number; unit: number | null }): boolean => {
    const ofBatch = what === 'gradient' || what === 'update'
    const sample = ofBatch ? null : place.sample
    return comesBefore(order({ phase: phaseOf(what), what, layer, sample, unit: place.unit }), next)
  }
  return ({ what, layer, unit, input }, sample = present) => {
    const by = computedBy[what]
    if (by === null) return true
    if (by === 'loss') return done(by, trace.output, { sample, unit: null })
    const own = trace.layers.find(({ id }) => id === layer)
    if (!own) return true
    // What enters a layer left its sources; of all units of a layer the last is the one to wait for.
    if (what === 'x') {
      const sources = trace.layers.filter(({ id }) => own.sources.includes(id))
      return sources.every((source) => done('a', source.id, { sample, unit: source.units - 1 }))
    }
    // A single bias may be one that all units share, which comes after them; of a single unit it comes last as well.
    const isBias = what === 'biasGradient' || what === 'newBias' || (what === 'updateTerm' && input === null)
    const ofAll = isBias && own.parameters?.biases.length === 1
    return done(by, layer, { sample, unit: ofAll ? null : (unit ?? own.units - 1) })
  }
}

function phaseOf(what: Operation['what']): Operation['phase'] {
  switch (what) {
    case 'z':
    case 'a':
      return 'forward'
    case 'loss':
      return 'loss'
    case 'gradientOfA':
    case 'delta':
      return 'backward'
    case 'gradient':
      return 'gradient'
    case 'update':
    case 'commit':
      return 'update'
  }
}

/** The place of an operation among all of an update, as numbers to be compared one after the other. */
type Order = readonly number[]

function orderOf({ layers, updateOrder }: BatchTrace): (operation: Operation) => Order {
  const sequential = updateOrder === 'sequential'
  const byLayer = sequential || layers.some(({ kind }) => kind === 'batch-normalization')
  const numbers = new Map(layers.map(({ id }, number) => [id, number]))
  return ({ phase, what, layer, sample, unit }) => {
    const forwards = numbers.get(layer) ?? 0
    const backwards = layers.length - forwards
    // A bias that all units share comes after them.
    const place = unit ?? Number.POSITIVE_INFINITY
    const each = [place, withinUnit.indexOf(what)]
    const at = sample ?? 0
    if (what === 'commit') return [Number.POSITIVE_INFINITY]
    switch (phase) {
      case 'forward':
        return byLayer ? [0, forwards, at, ...each] : [0, at, 0, forwards, ...each]
      case 'loss':
        return byLayer ? [1, at] : [0, at, 1]
      case 'backward':
        return byLayer ? [2, backwards, 0, at, ...each] : [0, at, 2, backwards, ...each]
      case 'gradient':
        return sequential ? [2, backwards, 1, place] : [3, backwards, place]
      case 'update':
        return sequential ? [2, backwards, 2, place] : [4, backwards, place]
    }
  }
}

function comesBefore(one: Order, other: Order): boolean {
  for (let at = 0; at < Math.max(one.length, other.length); at++) {
    const [left = 0, right = 0] = [one[at], other[at]]
    if (left !== right) return left < right
  }
  return false
}
