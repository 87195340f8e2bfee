/** What the screen, the file format and the documentation say about one member of a kind. */
export interface CatalogEntry {
  readonly label: string
  /** TeX source of the defining formula. */
  readonly formula: string
  /** One sentence of advice. */
  readonly help: string
}

/** The ids of a catalog, as a non-empty tuple: what a schema's picklist and a menu iterate over. */
export function idsOf<Id extends string>(catalog: Readonly<Record<Id, CatalogEntry>>): [Id, ...Id[]] {
  return Object.keys(catalog) as [Id, ...Id[]]
}
