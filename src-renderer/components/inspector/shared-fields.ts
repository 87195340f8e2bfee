import { activations } from '@shared/catalog/activations'
import { biasKinds } from '@shared/catalog/choices'
import { type Choice, defaultSettings, idsOf, type NumberParameter } from '@shared/catalog/entry'
import { initializers } from '@shared/catalog/initializers'
import { layerKinds } from '@shared/catalog/layers'
import { type LayerChanges } from '@shared/document/commands'
import { type Layer } from '@shared/document/schema'
import { MOST_UNITS } from '@shared/document/units'

/** One field that several layers have; `value` is null where they differ in it. */
export interface ChoiceField {
  readonly kind: 'choice'
  readonly key: string
  readonly label: string
  readonly help: string
  readonly value: string | null
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly changes: (value: string) => LayerChanges
}
export interface NumbersField {
  readonly kind: 'number'
  readonly key: string
  readonly label: string
  readonly value: number | null
  readonly first: number
  readonly range: NumberParameter
  readonly changes: (value: number) => LayerChanges
}
export type SharedField = ChoiceField | NumbersField

const unitsRange: NumberParameter = {
  label: 'Units',
  help: 'How many numbers each of the layers gives.',
  default: 1,
  minimum: 1,
  maximum: MOST_UNITS,
  whole: true,
}

/** What all of them say, or null. */
function common<Value>(values: readonly Value[]): Value | null {
  const [first] = values
  return first !== undefined && values.every((value) => value === first) ? first : null
}

/** The values of a setting, where every layer has it; else null. */
function valuesOf(layers: readonly Layer[], key: string): unknown[] | null {
  const values = layers.map((layer): unknown => Reflect.get(layer, key))
  return values.every((value) => value !== undefined) ? values : null
}

function choice<Id extends string>(
  layers: readonly Layer[],
  field: { key: string; label: string; help: string; catalog: Readonly<Record<Id, Choice>> },
  changes: (value: Id) => LayerChanges,
): ChoiceField[] {
  const found = valuesOf(layers, field.key)
  if (!found) return []
  const ids = idsOf(field.catalog)
  const values = found.map((value) => (typeof value === 'object' && value !== null ? Reflect.get(value, 'id') : value))
  const known = common(values)
  return [
    {
      kind: 'choice',
      key: field.key,
      label: field.label,
      help: field.help,
      value: ids.find((id) => id === known) ?? null,
      options: ids.map((value) => ({ value, label: field.catalog[value].label })),
      changes: (value) => {
        const id = ids.find((each) => each === value)
        return id === undefined ? {} : changes(id)
      },
    },
  ]
}

const yesOrNo = [
  { value: 'yes', label: 'yes' },
  { value: 'no', label: 'no' },
] as const

function freeze(layers: readonly Layer[], key: 'freezeWeights' | 'freezeBiases', label: string): ChoiceField[] {
  const values = valuesOf(layers, key)
  if (!values) return []
  const value = common(values)
  return [
    {
      kind: 'choice',
      key,
      label,
      help: 'Yes: training leaves them as they are.',
      value: value === null ? null : value === true ? 'yes' : 'no',
      options: yesOrNo,
      changes: (chosen) => ({ [key]: chosen === 'yes' }),
    },
  ]
}

function number(layers: readonly Layer[], key: string, range: NumberParameter): NumbersField[] {
  const values = valuesOf(layers, key)?.filter((value) => typeof value === 'number')
  const [first] = values ?? []
  if (values?.length !== layers.length || first === undefined) return []
  return [
    {
      kind: 'number',
      key,
      label: range.label,
      value: common(values),
      first,
      range,
      changes: (value) => ({ [key]: value }),
    },
  ]
}

/** The fields that all of these layers have, in the order of a single layer's form. */
export function sharedFields(layers: readonly Layer[]): readonly SharedField[] {
  const [first] = layers
  if (!first) return []
  const parameters = Object.entries(layerKinds[first.kind].parameters).filter(([key]) => valuesOf(layers, key))
  return [
    ...number(layers, 'units', unitsRange),
    ...choice(
      layers,
      { key: 'activation', label: 'Activation', help: 'What each unit makes of its sum.', catalog: activations },
      (activation) => ({ activation }),
    ),
    ...parameters.flatMap(([key, range]) => number(layers, key, range)),
    ...choice(
      layers,
      { key: 'initializer', label: 'Initializer', help: 'How the first weights are drawn.', catalog: initializers },
      (id) => ({ initializer: defaultSettings(initializers, id) }),
    ),
    ...freeze(layers, 'freezeWeights', 'Freeze weights'),
    ...choice(
      layers,
      { key: 'bias', label: 'Bias', help: 'Whether units have biases of their own.', catalog: biasKinds },
      (bias) => ({ bias }),
    ),
    ...freeze(layers, 'freezeBiases', 'Freeze biases'),
  ]
}
