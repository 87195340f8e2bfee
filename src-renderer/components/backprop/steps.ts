import { type Operation } from '@shared/inspection/step-debugger'
import { isDense, type NetworkView } from './derivation/network-view'
import { superscript } from './tex'

export type StepKind = 'z' | 'a' | 'cost' | 'delta' | 'weights' | 'biases'

/** One operation of a forward and backward pass. */
export interface Step {
  readonly id: string
  readonly kind: StepKind
  /** The layer it belongs to; null for the biases, which all layers do at once. */
  readonly layer: number | null
  /** "∂C/∂W²" */
  readonly label: string
  readonly words: string
}

export const stepId = (kind: StepKind, layer: number): string =>
  kind === 'cost' || kind === 'biases' ? kind : `${kind}-${layer}`

/** Forward through all layers, the cost, then what comes back to each layer, and the gradients from the output back. */
export function stepsOf({ layers, output }: NetworkView): Step[] {
  const make = (kind: StepKind, layer: number, label: string, words: string): Step => ({
    id: stepId(kind, layer),
    kind,
    layer: kind === 'biases' ? null : layer,
    label,
    words,
  })
  const own = layers.filter(({ kind }) => kind !== 'input')
  const back = own.toReversed()
  const learning = back.filter(({ parameters }) => parameters !== null)
  const forward = own.flatMap(({ number, name, z }) => {
    const a = make('a', number, `a${superscript(number)}`, `activations of ${name}`)
    return z ? [make('z', number, `z${superscript(number)}`, `weighted inputs of ${name}`), a] : [a]
  })
  return [
    ...forward,
    make('cost', output.number, 'C', 'cost'),
    ...back.map(({ number, name, z }) =>
      z
        ? make('delta', number, `δ${superscript(number)}`, `deltas of ${name}`)
        : make('delta', number, `∂C/∂a${superscript(number)}`, `gradient that reaches ${name}`),
    ),
    ...learning.map((layer) => {
      const { number, name } = layer
      return isDense(layer)
        ? make('weights', number, `∂C/∂W${superscript(number)}`, `weight gradients of ${name}`)
        : make('weights', number, `∂C/∂γ${superscript(number)}`, `gradients of the scale of ${name}`)
    }),
    make('biases', output.number, '∂C/∂b', 'bias gradients of all layers'),
  ]
}

/** The step that an operation of the debugger belongs to; null for the update, which ends a pass. */
export function stepOfOperation({ what }: Operation, layer: number): string | null {
  switch (what) {
    case 'z':
    case 'a':
      return stepId(what, layer)
    case 'loss':
      return stepId('cost', layer)
    case 'gradientOfA':
    case 'delta':
      return stepId('delta', layer)
    case 'gradient':
      return stepId('weights', layer)
    case 'update':
    case 'commit':
      return null
  }
}

/** What a card says of its step, seen from the current one. */
export function progressOf(steps: readonly Step[], id: string, current: number): string {
  const own = steps.findIndex((step) => step.id === id)
  if (own < 0) return ''
  if (own < current) return 'done'
  if (own === current) return `step ${own + 1} of ${steps.length}`
  return own === current + 1 ? 'next' : 'later'
}
