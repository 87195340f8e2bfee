import { type Choice, idsOf } from '@shared/catalog/entry'

export interface Option<Id extends string> {
  readonly value: Id
  readonly label: string
}

/** The members of a catalog as a field of choices offers them. */
export function optionsOf<Id extends string>(catalog: Readonly<Record<Id, Choice>>): readonly Option<Id>[] {
  return idsOf(catalog).map((value) => ({ value, label: catalog[value].label }))
}
