import { type ProjectDocument } from '@shared/document/schema'
import { type Shapes } from '@shared/document/shapes'
import { type ParameterPlace } from '@shared/protocol/training-service'
import { type UnitNames } from '../unit-names'

/** A parameter that enters each unit of a layer: what it multiplies, or (null) the bias. */
export interface ParameterInput {
  readonly input: number | null
  readonly label: string
  /** The unit that it comes from, with its layer where there are several; null where it is of the unit itself. */
  readonly from: string | null
}

/** A layer with parameters, as it is chosen from. */
export interface ParameterLayer {
  readonly id: string
  readonly name: string
  readonly units: readonly string[]
  readonly inputs: readonly ParameterInput[]
  /** No connection is there, so there is no weight either. */
  readonly masked: (unit: number, input: number | null) => boolean
  readonly sharesBias: boolean
}

/** Layers that have weights or biases, in the order of the network. */
export function parameterLayers({ network }: ProjectDocument, shapes: Shapes, names: UnitNames): ParameterLayer[] {
  return network.layers.flatMap((layer): ParameterLayer[] => {
    const shape = shapes.layers[layer.id]
    if (!shape || shape.parameters === 0) return []
    const { id, name } = layer
    const units = Array.from({ length: shape.units }, (_, unit) => names.short(id, unit))
    if (layer.kind !== 'dense') {
      const inputs = [
        { input: 0, label: 'scale γ', from: null },
        { input: null, label: 'shift β', from: null },
      ]
      return [{ id, name, units, inputs, masked: () => false, sharesBias: false }]
    }
    const entering = shape.sources.flatMap((source) =>
      Array.from({ length: shapes.layers[source]?.units ?? 0 }, (_, unit) => ({ source, unit })),
    )
    const only = shape.sources.length === 1
    const weights = entering.map(({ source, unit }, input): ParameterInput => {
      const from = names.unit(source, unit)
      return { input, label: `from ${only ? names.short(source, unit) : from}`, from }
    })
    const bias: ParameterInput[] = layer.bias === 'none' ? [] : [{ input: null, label: 'bias', from: null }]
    const masked = (unit: number, input: number | null): boolean => input !== null && layer.mask?.[unit]?.[input] === 0
    return [{ id, name, units, inputs: [...weights, ...bias], masked, sharesBias: layer.bias === 'shared' }]
  })
}

/** The chosen parameter, where the network has it; else the first of the last layer. */
export function chosenPlace(layers: readonly ParameterLayer[], wanted: ParameterPlace | null): ParameterPlace | null {
  const own = layers.find(({ id }) => id === wanted?.layer)
  if (own && wanted && wanted.unit < own.units.length && own.inputs.some(({ input }) => input === wanted.input))
    return wanted
  const layer = own ?? layers.at(-1)
  return layer ? { layer: layer.id, unit: 0, input: layer.inputs[0]?.input ?? null } : null
}
