/** New values of some parameters of a catalog's member, by their names there. */
export type Values = Readonly<Record<string, number | boolean>>
