import { type ActivationId } from '@shared/catalog/activations'
import { type LossId } from '@shared/catalog/losses'
import { type Connection } from '@shared/document/schema'
import { type LayerTrace, type SampleTrace } from '@shared/protocol/training-service'

/** Part of what enters a layer: the outputs of layer `number` (0: the input), from column `offset` on. */
export interface Source {
  readonly number: number
  readonly offset: number
  readonly units: number
}

type Matrix = readonly (readonly number[])[]

/** A layer with weights. Layers are counted from the first of them; the input is layer 0. */
export interface TracedLayer {
  readonly id: string
  readonly name: string
  readonly number: number
  readonly activation: ActivationId
  readonly units: number
  readonly input: readonly number[]
  readonly z: readonly number[]
  readonly a: readonly number[]
  readonly delta: readonly number[]
  readonly weights: Matrix
  readonly biases: readonly number[]
  readonly weightGradients: Matrix
  readonly biasGradients: readonly number[]
  /** Null for softmax, whose derivative is a matrix. */
  readonly derivative: readonly number[] | null
  readonly sources: readonly Source[]
  readonly unitNames: readonly string[]
}

export interface TraceView {
  readonly trace: SampleTrace
  readonly input: { readonly id: string; readonly name: string; readonly a: readonly number[] }
  readonly layers: readonly TracedLayer[]
  readonly output: TracedLayer
  readonly loss: LossId
}

/** The trace with what the equations need: layer numbers, who feeds whom, and names of units. */
export function traceView(trace: SampleTrace, connections: readonly Connection[], loss: LossId): TraceView | null {
  const [input] = trace.layers
  if (!input) return null
  const layers = trace.layers.slice(1).flatMap((layer, index): TracedLayer[] => {
    const { z, delta, weights, biases, weightGradients, biasGradients, activation } = layer
    if (!z || !delta || !weights || !biases || !weightGradients || !biasGradients || !activation) return []
    const last = index === trace.layers.length - 2
    const unitNames = last ? trace.targetLabels : layer.a.map((_, unit) => `h${unit + 1}`)
    const number = index + 1
    const sources = sourcesOf(trace.layers, number, connections)
    const { id, name, units, input: entered, a, derivative } = layer
    return [
      {
        id,
        name,
        number,
        activation,
        units,
        input: entered,
        z,
        a,
        delta,
        weights,
        biases,
        weightGradients,
        biasGradients,
        derivative,
        sources,
        unitNames,
      },
    ]
  })
  const output = layers.at(-1)
  return output ? { trace, input, layers, output, loss: fittingLoss(trace, output, loss) } : null
}

/** By the document's connections; where these no longer fit the run's network, the layer before. */
function sourcesOf(layers: readonly LayerTrace[], number: number, connections: readonly Connection[]): Source[] {
  const layer = layers[number]
  let offset = 0
  const sources = connections
    .filter(({ to }) => to === layer?.id)
    .flatMap(({ from }): Source[] => {
      const source = layers.findIndex(({ id }) => id === from)
      const units = layers[source]?.units ?? 0
      offset += units
      return source < 0 ? [] : [{ number: source, offset: offset - units, units }]
    })
  if (sources.length > 0 && offset === layer?.inputs) return sources
  return [{ number: number - 1, offset: 0, units: layers[number - 1]?.units ?? 0 }]
}

/** The layers that layer `number` feeds, with the column of their weights at which it begins. */
export function consumersOf(
  view: TraceView,
  number: number,
): { readonly layer: TracedLayer; readonly offset: number }[] {
  return view.layers.flatMap((layer) =>
    layer.sources.filter((source) => source.number === number).map(({ offset }) => ({ layer, offset })),
  )
}

const gradients: Readonly<Record<LossId, (a: number, y: number, outputs: number) => number>> = {
  'half-squared-error': (a, y) => a - y,
  'mean-squared-error': (a, y, outputs) => (2 / outputs) * (a - y),
  'categorical-cross-entropy': (a, y) => (y === 0 ? 0 : -y / a),
}
const lossIds: readonly LossId[] = ['half-squared-error', 'mean-squared-error', 'categorical-cross-entropy']

/** The loss the run was made with: the document's, unless the numbers say that the document was edited since. */
function fittingLoss({ costGradient, target }: SampleTrace, { a }: TracedLayer, preferred: LossId): LossId {
  const fits = (loss: LossId): boolean =>
    costGradient.every((found, unit) => {
      const expected = gradients[loss](a[unit] ?? 0, target[unit] ?? 0, a.length)
      return !(Math.abs(found - expected) > 1e-9 * Math.max(1, Math.abs(found)))
    })
  return [preferred, ...lossIds].find(fits) ?? preferred
}

/** Softmax with cross-entropy: cost and delta come from z in one step. */
export const fuses = ({ output, loss }: TraceView): boolean =>
  output.activation === 'softmax' && loss === 'categorical-cross-entropy'
