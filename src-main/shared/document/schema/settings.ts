import * as v from 'valibot'
import { type Parameter, type ParameterSet, type ParametrizedEntry, type SettingsOf } from '../../catalog/entry'
import { finite } from './values'

/**
 * The schema of the settings of any member of a catalog, `{ id, ...parameters }`: ranges come from the catalog, and a
 * parameter that is left out has its usual value.
 */
export function settingsSchema<Catalog extends Readonly<Record<string, ParametrizedEntry>>>(
  catalog: Catalog,
): v.GenericSchema<unknown, SettingsOf<Catalog>> {
  const members = Object.entries(catalog).map(([id, { parameters }]) =>
    v.strictObject({ id: v.literal(id), ...parametersSchema(parameters) }),
  )
  return v.variant('id', members as [(typeof members)[number]]) as unknown as v.GenericSchema<
    unknown,
    SettingsOf<Catalog>
  >
}

/** Number or boolean, by what the parameter is. */
type ParameterSchemas<Parameters extends ParameterSet> = {
  [Name in keyof Parameters]: v.GenericSchema<unknown, Parameters[Name]['default'] extends boolean ? boolean : number>
}

export function parametersSchema<Parameters extends ParameterSet>(
  parameters: Parameters,
): ParameterSchemas<Parameters> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, parameter]) => [name, parameterSchema(parameter)]),
  ) as unknown as ParameterSchemas<Parameters>
}

function parameterSchema(parameter: Parameter): v.GenericSchema {
  if (!('minimum' in parameter)) return v.optional(v.boolean(), parameter.default)
  const { minimum, maximum, above = false, whole = false } = parameter
  const inRange = v.pipe(
    finite,
    above ? v.gtValue(minimum, `must be above ${minimum}`) : v.minValue(minimum, `must be at least ${minimum}`),
    v.maxValue(maximum, `must be at most ${maximum}`),
  )
  return v.optional(whole ? v.pipe(inRange, v.integer('must be a whole number')) : inRange, parameter.default)
}
