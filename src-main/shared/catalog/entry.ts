/** What the screen, the file format and the documentation say about one member of a kind. */
export interface CatalogEntry {
  readonly label: string
  /** TeX source of the defining formula. */
  readonly formula: string
  /** One or two sentences of advice. */
  readonly help: string
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
  readonly parameters: Readonly<Record<string, Parameter>>
}

type ValueOf<P extends Parameter> = P['default'] extends boolean ? boolean : number

/** Settings of one member: its id and a value per parameter, such as `{ id: 'sgd', learningRate: 0.1, ... }`. */
export type SettingsOf<Catalog extends Readonly<Record<string, ParametrizedEntry>>> = {
  [Id in keyof Catalog & string]: { id: Id } & {
    -readonly [Name in keyof Catalog[Id]['parameters']]: ValueOf<Catalog[Id]['parameters'][Name]>
  }
}[keyof Catalog & string]

/** The ids of a catalog, as a non-empty tuple: what a schema's picklist and a menu iterate over. */
export function idsOf<Id extends string>(catalog: Readonly<Record<Id, CatalogEntry>>): [Id, ...Id[]] {
  return Object.keys(catalog) as [Id, ...Id[]]
}

/** A member's settings as they are before anybody changes them. */
export function defaultSettings<
  Catalog extends Readonly<Record<string, ParametrizedEntry>>,
  Id extends keyof Catalog & string,
>(catalog: Catalog, id: Id): Extract<SettingsOf<Catalog>, { id: Id }> {
  const parameters = Object.entries(catalog[id]?.parameters ?? {})
  const settings = { id, ...Object.fromEntries(parameters.map(([name, parameter]) => [name, parameter.default])) }
  return settings as Extract<SettingsOf<Catalog>, { id: Id }>
}
