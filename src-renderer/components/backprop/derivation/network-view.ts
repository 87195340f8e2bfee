import { type BatchTrace, type LayerStepTrace } from '@shared/inspection/step-trace'

/** Part of what enters a layer: the outputs of the layer `number`, from input `start` on. */
export interface Source {
  readonly number: number
  readonly start: number
  readonly units: number
}

/** A traced layer with its number in the equations (the first input layer is 0), what feeds it, and names of its units. */
export interface ShownLayer extends LayerStepTrace {
  readonly number: number
  readonly from: readonly Source[]
  readonly unitNames: readonly string[]
}

export interface NetworkView {
  readonly trace: BatchTrace
  /** In the order of the computation; the place of a layer is its number. */
  readonly layers: readonly ShownLayer[]
  readonly output: ShownLayer
}

/** The trace with what equations and drawing need besides; null where there is no layer. */
export function networkView(trace: BatchTrace): NetworkView | null {
  const numbers = new Map(trace.layers.map(({ id }, number) => [id, number]))
  let features = 0
  const layers = trace.layers.map((layer, number): ShownLayer => {
    const labels = layer.kind === 'input' ? trace.featureLabels.slice(features, features + layer.units) : null
    if (layer.kind === 'input') features += layer.units
    const given = layer.id === trace.output ? trace.targetLabels : labels
    const unitNames = Array.from({ length: layer.units }, (_, unit) => given?.[unit] ?? `h${unit + 1}`)
    return { ...layer, number, unitNames, from: sourcesOf(trace, layer, numbers) }
  })
  const output = layers.find(({ id }) => id === trace.output)
  return output ? { trace, layers, output } : null
}

function sourcesOf(trace: BatchTrace, { sources }: LayerStepTrace, numbers: ReadonlyMap<string, number>): Source[] {
  let next = 0
  return sources.map((id) => {
    const number = numbers.get(id) ?? 0
    const units = trace.layers[number]?.units ?? 0
    next += units
    return { number, start: next - units, units }
  })
}

/** The layer and unit that an input of a layer comes from. In a sum every source has all units. */
export function originOf(
  { layers }: NetworkView,
  { from }: ShownLayer,
  input: number,
): { readonly layer: ShownLayer; readonly unit: number } | null {
  const source = from.find(({ start, units }) => input >= start && input < start + units)
  const layer = source && layers[source.number]
  return layer ? { layer, unit: input - source.start } : null
}

export const layerById = ({ layers }: NetworkView, id: string): ShownLayer | null =>
  layers.find((layer) => layer.id === id) ?? null

/** A layer with weights W and biases b, as opposed to the scale and shift of a normalization. */
export const isDense = ({ kind }: ShownLayer): boolean => kind === 'dense'

/** All units of the layer have one bias. */
export const sharesBias = ({ parameters, units }: ShownLayer): boolean =>
  parameters !== null && parameters.biases.length === 1 && units > 1
