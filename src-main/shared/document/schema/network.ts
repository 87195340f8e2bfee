import * as v from 'valibot'
import { activations } from '../../catalog/activations'
import { biasKinds } from '../../catalog/choices'
import { idsOf } from '../../catalog/entry'
import { initializers } from '../../catalog/initializers'
import { layerKinds } from '../../catalog/layers'
import { parametersSchema, settingsSchema } from './settings'
import { finite, identifier, matrix, name, row, units } from './values'

const activation = v.picklist(idsOf(activations))
const freezing = { freezeWeights: v.optional(v.boolean(), false), freezeBiases: v.optional(v.boolean(), false) }

const inputLayer = v.strictObject({
  kind: v.literal('input'),
  id: identifier,
  name,
  /** [features], or [height, width, channels] of an image. */
  shape: v.union(
    [v.strictTuple([units]), v.strictTuple([units, units, units])],
    'a shape is [features] or [height, width, channels]',
  ),
})

const denseLayer = v.strictObject({
  kind: v.literal('dense'),
  id: identifier,
  name,
  units,
  activation,
  initializer: settingsSchema(initializers),
  /** One bias per unit, one for the whole layer, or none. */
  bias: v.optional(v.picklist(idsOf(biasKinds)), 'per-unit'),
  ...freezing,
  /** Which connections exist, [unit][input]: 1 or 0. Absent: all. A weight without connection is 0 and stays 0. */
  mask: v.optional(v.array(v.array(v.picklist([0, 1])))),
  /** Exact weights before the first step, [unit][input]; absent: drawn from the seed. */
  initialWeights: v.optional(matrix),
  /** Exact biases before the first step, [unit] (one number where it is shared); absent: zero. */
  initialBiases: v.optional(row),
})

const simple = <Kind extends 'flatten' | 'add' | 'concatenate'>(kind: Kind) =>
  v.strictObject({ kind: v.literal(kind), id: identifier, name })

const layer = v.variant('kind', [
  inputLayer,
  denseLayer,
  v.strictObject({ kind: v.literal('activation'), id: identifier, name, activation }),
  v.strictObject({
    kind: v.literal('dropout'),
    id: identifier,
    name,
    ...parametersSchema(layerKinds.dropout.parameters),
  }),
  v.strictObject({
    kind: v.literal('batch-normalization'),
    id: identifier,
    name,
    ...parametersSchema(layerKinds['batch-normalization'].parameters),
    ...freezing,
  }),
  v.strictObject({
    kind: v.literal('layer-normalization'),
    id: identifier,
    name,
    ...parametersSchema(layerKinds['layer-normalization'].parameters),
    ...freezing,
  }),
  simple('flatten'),
  simple('add'),
  simple('concatenate'),
])

export const network = v.strictObject({
  layers: v.array(layer),
  /** Where several connections enter a dense layer, it sees the joined outputs in the order of this list. */
  connections: v.array(v.strictObject({ from: identifier, to: identifier })),
  /** Places of the cards on the canvas; part of the document, but never of a run. */
  layout: v.record(identifier, v.strictObject({ x: finite, y: finite })),
})
