/** One choice of several, as the screen names it. */
export interface Choice {
  readonly label: string
  /** One or two sentences of advice. */
  readonly help: string
}

/** What the screen, the file format and the documentation say about one member of a kind. */
export interface CatalogEntry extends Choice {
  /** TeX source of the defining formula. */
  readonly formula: string
}

/** A number that people may set, with its range; both ends are allowed unless `above` or `below` says otherwise. */
export interface NumberParameter {
  readonly label: string
  readonly help: string
  readonly default: number
  readonly minimum: number
  readonly maximum: number
  /** The minimum itself is not allowed. */
  readonly above?: boolean
  readonly whole?: boolean
}

/** A switch that people may set. */
export interface SwitchParameter {
  readonly label: string
  readonly help: string
  readonly default: boolean
}

export type Parameter = NumberParameter | SwitchParameter

/** A member that has settings of its own. */
export interface ParametrizedEntry extends CatalogEntry {
  readonly parameters: ParameterSet
}

/** Named settings with their labels, ranges and usual values: what a form is made of. */
export type ParameterSet = Readonly<Record<string, Parameter>>

type ValueOf<P extends Parameter> = P['default'] extends boolean ? boolean : number

/** A value per parameter of a set. */
export type ValuesOf<Parameters extends ParameterSet> = {
  -readonly [Name in keyof Parameters]: ValueOf<Parameters[Name]>
}

/** Settings of one member: its id and a value per parameter, such as `{ id: 'sgd', learningRate: 0.1, ... }`. */
export type SettingsOf<Catalog extends Readonly<Record<string, ParametrizedEntry>>> = {
  [Id in keyof Catalog & string]: { id: Id } & ValuesOf<Catalog[Id]['parameters']>
}[keyof Catalog & string]

/** The ids of a catalog, as a non-empty tuple: what a schema's picklist and a menu iterate over. */
export function idsOf<Id extends string>(catalog: Readonly<Record<Id, Choice>>): [Id, ...Id[]] {
  return Object.keys(catalog) as [Id, ...Id[]]
}

/** The values as they are before anybody changes them. */
export function defaultValues<Parameters extends ParameterSet>(parameters: Parameters): ValuesOf<Parameters> {
  const values = Object.entries(parameters).map(([name, parameter]) => [name, parameter.default])
  return Object.fromEntries(values) as ValuesOf<Parameters>
}

/** A member's settings as they are before anybody changes them. */
export function defaultSettings<
  Catalog extends Readonly<Record<string, ParametrizedEntry>>,
  Id extends keyof Catalog & string,
>(catalog: Catalog, id: Id): Extract<SettingsOf<Catalog>, { id: Id }> {
  return { id, ...defaultValues(catalog[id]?.parameters ?? {}) } as Extract<SettingsOf<Catalog>, { id: Id }>
}

export interface Option<Id extends string> {
  readonly value: Id
  readonly label: string
}

/** The members of a catalog as a field of choices offers them. */
export function optionsOf<Id extends string>(catalog: Readonly<Record<Id, Choice>>): readonly Option<Id>[] {
  return idsOf(catalog).map((value) => ({ value, label: catalog[value].label }))
}
