import { isTraced, type TraceView } from './trace-view'
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

/** Forward through all layers, the cost, then the deltas and the gradients from the output back. */
export function stepsOf({ all, layers, output }: TraceView): Step[] {
  const make = (kind: StepKind, layer: number, label: string, words: string): Step => ({
    id: stepId(kind, layer),
    kind,
    layer: kind === 'biases' ? null : layer,
    label,
    words,
  })
  const back = layers.toReversed()
  return [
    ...all
      .filter(({ sources }) => sources.length > 0)
      .flatMap((layer) => {
        const { number, name } = layer
        const a = make('a', number, `a${superscript(number)}`, `activations of ${name}`)
        return isTraced(layer) ? [make('z', number, `z${superscript(number)}`, `weighted inputs of ${name}`), a] : [a]
      }),
    make('cost', output.number, 'C', 'cost'),
    ...back.map(({ number, name }) => make('delta', number, `δ${superscript(number)}`, `deltas of ${name}`)),
    ...back.map(({ number, name }) =>
      make('weights', number, `∂C/∂W${superscript(number)}`, `weight gradients of ${name}`),
    ),
    make('biases', output.number, '∂C/∂b', 'bias gradients of all layers'),
  ]
}

/** What a card says of its step, seen from the current one. */
export function progressOf(steps: readonly Step[], id: string, current: number): string {
  const own = steps.findIndex((step) => step.id === id)
  if (own < 0) return ''
  if (own < current) return 'done'
  if (own === current) return `step ${own + 1} of ${steps.length}`
  return own === current + 1 ? 'next' : 'later'
}
