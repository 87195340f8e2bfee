import { type ProjectDocument } from '@shared/document/schema'
import { type Shapes } from '@shared/document/shapes'
import { type ParameterPlace } from '@shared/protocol/training-service'
import { type UnitNames } from '../unit-names'

/** A parameter that enters each unit of a layer: what it multiplies, or (null) the bias. */
export interface ParameterInput {
  readonly input: number | null
  readonly label: string
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
    const units = Array.from({ length: shape.units }, (_, unit) => names.unit(id, unit))
    if (layer.kind !== 'dense') {
      const inputs = [
        { input: 0, label: 'scale γ' },
        { input: null, label: 'shift β' },
      ]
      return [{ id, name, units, inputs, masked: () => false, sharesBias: false }]
    }
    const entering = shape.sources.flatMap((source) =>
      Array.from({ length: shapes.layers[source]?.units ?? 0 }, (_, unit) => names.unit(source, unit)),
    )
    const weights = entering.map((label, input): ParameterInput => ({ input, label: `from ${label}` }))
    const bias: ParameterInput[] = layer.bias === 'none' ? [] : [{ input: null, label: 'bias' }]
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
