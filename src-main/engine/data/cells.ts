/** A cell as it came: a number, or the text of a category. */
export type Cell = number | string

/** Columns of a table by name, each with one cell per row. */
export type TableColumns = Readonly<Record<string, readonly Cell[]>>
