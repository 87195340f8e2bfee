import { activations } from '@shared/catalog/activations'
import { callbacks } from '@shared/catalog/callbacks'
import { biasKinds } from '@shared/catalog/choices'
import { clippings } from '@shared/catalog/clippings'
import { type Choice, type Parameter, type ParameterSet } from '@shared/catalog/entry'
import { initializers } from '@shared/catalog/initializers'
import { layerKinds } from '@shared/catalog/layers'
import { losses } from '@shared/catalog/losses'
import { metrics } from '@shared/catalog/metrics'
import { optimizers } from '@shared/catalog/optimizers'
import { regularizers } from '@shared/catalog/regularizers'
import { schedules } from '@shared/catalog/schedules'
import { expect, test } from 'vitest'

const catalogs: Readonly<Record<string, Readonly<Record<string, Choice>>>> = {
  ...{ activations, callbacks, biasKinds, clippings, initializers, layerKinds },
  ...{ losses, metrics, optimizers, schedules },
}
const members = Object.entries(catalogs).flatMap(([catalog, entries]) =>
  Object.entries(entries).map(([id, entry]) => ({ name: `${catalog} ${id}`, entry })),
)
const parametersOf = (entry: object): ParameterSet => ('parameters' in entry ? (entry.parameters as ParameterSet) : {})
const parameters: { name: string; parameter: Parameter }[] = [
  ...members.flatMap(({ name, entry }) =>
    Object.entries(parametersOf(entry)).map(([id, parameter]) => ({ name: `${name} ${id}`, parameter })),
  ),
  ...Object.entries<Parameter>(regularizers).map(([id, parameter]) => ({ name: `regularizers ${id}`, parameter })),
]

test.each(members)('$name has a name and a sentence of help', ({ entry: { label, help } }) => {
  expect(label).toMatch(/\S/)
  expect(help).toMatch(/^[A-Z0-9].*\.$/su)
})

test.each(parameters)(
  '$name has a name, a sentence of help, and a range that its usual value lies in',
  ({ parameter }) => {
    expect(parameter.label).toMatch(/^[A-Z]/)
    expect(parameter.help).toMatch(/^[A-Z].*\.$/su)
    if (!('minimum' in parameter)) return
    const { default: usual, minimum, maximum, above, whole } = parameter
    expect(minimum).toBeLessThan(maximum)
    expect(usual).toBeGreaterThanOrEqual(minimum)
    expect(usual).toBeLessThanOrEqual(maximum)
    if (above) expect(usual).toBeGreaterThan(minimum)
    if (whole) expect(parameter.label, 'what is counted says in what').toMatch(/, (epochs|steps|classes)$/)
  },
)
