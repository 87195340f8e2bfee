import { type ActivationId } from '@shared/catalog/activations'
import { idsOf } from '@shared/catalog/entry'
import { losses, type LossId } from '@shared/catalog/losses'
import { type Connection } from '@shared/document/schema'
import { type LayerTrace, type SampleTrace } from '@shared/protocol/training-service'
import { lossesInNumbers } from './loss-in-numbers'

/** Part of what enters a layer: the outputs of layer `number` (0: the input), from column `offset` on. */
export interface Source {
  readonly number: number
  readonly offset: number
  readonly units: number
}

type Matrix = readonly (readonly number[])[]

/** A layer behind the first input layer, which is number 0. Of layers without weights only a may be known. */
export interface ShownLayer {
  readonly id: string
  readonly name: string
  readonly number: number
  readonly activation: ActivationId | null
  readonly units: number
  readonly input: readonly number[]
  readonly z: readonly number[] | null
  readonly a: readonly number[]
  readonly delta: readonly number[] | null
  /** Null for softmax, whose derivative is a matrix, and where there is none. */
  readonly derivative: readonly number[] | null
  readonly biasGradients: readonly number[] | null
  readonly sources: readonly Source[]
  readonly unitNames: readonly string[]
}

/** A layer whose every number is known: one with weights. */
export interface TracedLayer extends ShownLayer {
  readonly activation: ActivationId
  readonly z: readonly number[]
  readonly delta: readonly number[]
  readonly weights: Matrix
  /** [unit]; one number where the layer shares it, none where it has none. */
  readonly biases: readonly number[]
  readonly weightGradients: Matrix
  readonly biasGradients: readonly number[]
}

export interface TraceView {
  readonly trace: SampleTrace
  readonly input: {
    readonly id: string
    readonly name: string
    readonly a: readonly number[]
    readonly unitNames: readonly string[]
  }
  /** Every layer behind the first input layer. */
  readonly all: readonly ShownLayer[]
  /** Those whose equations are written out. */
  readonly layers: readonly TracedLayer[]
  readonly output: ShownLayer
  readonly loss: LossId
}

export const isTraced = (layer: ShownLayer): layer is TracedLayer => 'weights' in layer

/** The trace with what the equations need: layer numbers, who feeds whom, and names of units. */
export function traceView(trace: SampleTrace, connections: readonly Connection[], loss: LossId): TraceView | null {
  const [input] = trace.layers
  if (!input) return null
  let feature = input.units
  const all = trace.layers.slice(1).map((layer, index): ShownLayer => {
    const number = index + 1
    const { id, name, activation, units, input: entered, z, a, delta, derivative, biasGradients } = layer
    const isInput = entered.length === 0
    const features = isInput ? trace.featureLabels.slice(feature, feature + units) : []
    if (isInput) feature += units
    const last = number === trace.layers.length - 1
    const unitNames = last ? trace.targetLabels : isInput ? features : a.map((_, unit) => `h${unit + 1}`)
    const sources = isInput ? [] : sourcesOf(trace.layers, number, connections)
    const shown = { id, name, number, activation, units, input: entered, z, a, delta, derivative, biasGradients }
    return withWeights({ ...shown, sources, unitNames }, layer)
  })
  const output = all.at(-1)
  const layers = all.filter(isTraced)
  if (!output || layers.length === 0) return null
  const { id, name, a, units } = input
  const first = { id, name, a, unitNames: trace.featureLabels.slice(0, units) }
  return { trace, input: first, all, layers, output, loss: fittingLoss(trace, output, loss) }
}

/** The layer as one whose every number is known, where it is. */
function withWeights(shown: ShownLayer, layer: LayerTrace): ShownLayer {
  const { z, delta, weights, biases, weightGradients, biasGradients, activation } = layer
  if (!z || !delta || !weights || !biases || !weightGradients || !biasGradients || !activation) return shown
  const traced: TracedLayer = { ...shown, activation, z, delta, weights, biases, weightGradients, biasGradients }
  return traced
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

/** The layers with weights that layer `number` feeds, with the column of their weights at which it begins. */
export function consumersOf(
  view: TraceView,
  number: number,
): { readonly layer: TracedLayer; readonly offset: number }[] {
  return view.layers.flatMap((layer) =>
    layer.sources.filter((source) => source.number === number).map(({ offset }) => ({ layer, offset })),
  )
}

/** Layers without weights that layer `number` feeds: the delta comes back through them in another way. */
export function passersOf(view: TraceView, number: number): readonly ShownLayer[] {
  return view.all.filter((layer) => !isTraced(layer) && layer.sources.some((source) => source.number === number))
}

/** The loss the run was made with: the document's, unless the numbers say that the document was edited since. */
function fittingLoss({ costGradient, target }: SampleTrace, { a }: ShownLayer, preferred: LossId): LossId {
  const fits = (loss: LossId): boolean =>
    costGradient.every((found, unit) => {
      const expected = lossesInNumbers[loss].gradient(a[unit] ?? 0, target[unit] ?? 0, a.length)
      return !(Math.abs(found - expected) > 1e-9 * Math.max(1, Math.abs(found)))
    })
  return [preferred, ...idsOf<LossId>(losses)].find(fits) ?? preferred
}

/** Softmax with cross-entropy: cost and delta come from z in one step. */
export const fuses = ({ output, loss }: TraceView): boolean =>
  output.activation === 'softmax' && loss === 'categorical-cross-entropy'
