import { type Granularity, type Operation } from '@shared/inspection/step-debugger'
import { activationIdOf } from '../../layers'
import { type EngineLayer, type EngineNetwork, parameterShape } from '../../network'
import { type ProgramSettings } from '../../program'

/** The operations of one update, in order. */
export interface OperationPlan {
  readonly operations: readonly Operation[]
  /** Whether samples go through each layer together, instead of one after the other through the network. */
  readonly byLayer: boolean
}

/** How many operations an update of so many samples has. */
export function operationCount({ layers }: EngineNetwork, samples: number): number {
  const perSample = layers.reduce((sum, layer) => sum + (activationIdOf(layer) === null ? 2 : 4) * layer.units, 1)
  return samples * perSample + layers.reduce((sum, layer) => sum + 2 * parameterUnits(layer).length, 1)
}

/**
 * Forward, loss and backward pass sample by sample, then gradients, updates and the commit. Where samples depend on each
 * other (batch normalization), each layer of each pass is done for all samples before the next; in sequential order also
 * its gradients and updates, before anything is sent back through it.
 */
export function planOperations(
  network: EngineNetwork,
  samples: number,
  updateOrder: ProgramSettings['updateOrder'],
): OperationPlan {
  const { layers, outputLayer } = network
  const sequential = updateOrder === 'sequential'
  const byLayer = sequential || layers.some(({ kind }) => kind === 'batch-normalization')
  const places = Array.from({ length: samples }, (_, sample) => sample)
  const back = layers.toReversed()
  const loss = (sample: number): Operation => ({ phase: 'loss', what: 'loss', layer: outputLayer, sample, unit: null })
  const learn = (layer: EngineLayer): Operation[] => [
    ...ofParameters(layer, 'gradient'),
    ...ofParameters(layer, 'update'),
  ]
  const passes = byLayer
    ? [
        ...layers.flatMap((layer) => places.flatMap((sample) => forwardOf(layer, sample))),
        ...places.map(loss),
        ...back.flatMap((layer) => [
          ...places.flatMap((sample) => backwardOf(layer, sample)),
          ...(sequential ? learn(layer) : []),
        ]),
      ]
    : places.flatMap((sample) => [
        ...layers.flatMap((layer) => forwardOf(layer, sample)),
        loss(sample),
        ...back.flatMap((layer) => backwardOf(layer, sample)),
      ])
  const learning = sequential
    ? []
    : [
        ...back.flatMap((layer) => ofParameters(layer, 'gradient')),
        ...back.flatMap((layer) => ofParameters(layer, 'update')),
      ]
  const commit: Operation = { phase: 'update', what: 'commit', layer: outputLayer, sample: null, unit: null }
  return { operations: [...passes, ...learning, commit], byLayer }
}

const unitsOf = ({ units }: EngineLayer): number[] => Array.from({ length: units }, (_, unit) => unit)

function forwardOf(layer: EngineLayer, sample: number): Operation[] {
  const what = activationIdOf(layer) === null ? (['a'] as const) : (['z', 'a'] as const)
  return unitsOf(layer).flatMap((unit) =>
    what.map((each): Operation => ({ phase: 'forward', what: each, layer: layer.id, sample, unit })),
  )
}

function backwardOf(layer: EngineLayer, sample: number): Operation[] {
  const what = activationIdOf(layer) === null ? (['gradientOfA'] as const) : (['gradientOfA', 'delta'] as const)
  return unitsOf(layer).flatMap((unit) =>
    what.map((each): Operation => ({ phase: 'backward', what: each, layer: layer.id, sample, unit })),
  )
}

function ofParameters(layer: EngineLayer, what: 'gradient' | 'update'): Operation[] {
  return parameterUnits(layer).map((unit) => ({ phase: what, what, layer: layer.id, sample: null, unit }))
}

/** The units that have parameters of their own; null: a bias that all share. */
function parameterUnits(layer: EngineLayer): (number | null)[] {
  if (!parameterShape(layer)) return []
  return layer.kind === 'dense' && layer.bias === 'shared' ? [...unitsOf(layer), null] : unitsOf(layer)
}

/** Operations with equal keys that follow each other are one step of that granularity. */
export function groupKey({ byLayer }: OperationPlan, operation: Operation, granularity: Granularity): string | null {
  const { phase, layer, sample, unit, what } = operation
  if (what === 'commit') return granularity === 'batch' ? 'batch' : granularity === 'operation' ? null : 'commit'
  switch (granularity) {
    case 'operation':
      return null
    case 'neuron':
      return `${phase} ${sample} ${unit} ${layer}`
    case 'layer':
      return byLayer ? `${phase} ${layer}` : `${phase} ${sample} ${layer}`
    case 'sample':
      return byLayer ? `${phase} ${sample} ${layer}` : sample === null ? phase : `${sample}`
    case 'batch':
      return 'batch'
  }
}

/** Where a step forwards from `position` ends: behind the group of the operation there. */
export function endOfGroup(plan: OperationPlan, position: number, granularity: Granularity): number {
  const { operations } = plan
  const key = groupKey(plan, operations[position], granularity)
  let end = position + 1
  if (key === null) return end
  while (end < operations.length && groupKey(plan, operations[end], granularity) === key) end += 1
  return end
}

/** Where a step backwards from `position` (above 0) ends: before the group of the operation done last. */
export function startOfGroup(plan: OperationPlan, position: number, granularity: Granularity): number {
  const { operations } = plan
  let start = position - 1
  const key = groupKey(plan, operations[start], granularity)
  if (key === null) return start
  while (start > 0 && groupKey(plan, operations[start - 1], granularity) === key) start -= 1
  return start
}
