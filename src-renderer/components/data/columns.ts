import { type Command, updateRecipe } from '@shared/document/commands'
import { type Dataset, type Recipe } from '@shared/document/schema'
import { type ColumnSummary, type RowPage } from '@shared/protocol/dataset-service'

export type Role = ColumnSummary['role']

export const roles: readonly { readonly value: Role; readonly label: string }[] = [
  { value: 'feature', label: 'Feature' },
  { value: 'target', label: 'Target' },
  { value: 'weight', label: 'Weight' },
  { value: 'ignored', label: 'Ignored' },
]

/** The roles that a column may have: only numbers can say how much a row counts. */
export function rolesFor(kind: ColumnSummary['kind']): typeof roles {
  return kind === 'number' ? roles : roles.filter(({ value }) => value !== 'weight')
}

/** Gives a column another role. There is one target and one weight: the one before becomes a feature. */
export function changeRole(recipe: Recipe, column: string, role: Role): Command {
  const others = recipe.ignored.filter((name) => name !== column)
  const target = recipe.target === column ? null : recipe.target
  const sampleWeights = recipe.sampleWeights === column ? null : recipe.sampleWeights
  // A target that stays is not named, so that the loss and the output's activation stay too.
  const without: Partial<Recipe> = { ...(target === recipe.target ? {} : { target }), sampleWeights, ignored: others }
  switch (role) {
    case 'feature':
      return updateRecipe(without)
    case 'target':
      return updateRecipe({ ...without, target: column })
    case 'weight':
      return updateRecipe({ ...without, sampleWeights: column })
    case 'ignored':
      return updateRecipe({ ...without, ignored: [...others, column] })
  }
}

/** Where the data comes from, in words. */
export function sourceOf(dataset: Dataset): string {
  switch (dataset.kind) {
    case 'none':
      return 'No data'
    case 'inline':
      return 'Rows kept in the project'
    case 'table':
      return dataset.name
  }
}

/** Heights are equal, so that only the rows in view (and a few around them) need be drawn. */
export const ROW_HEIGHT = 28
const SPARE_ROWS = 8

export interface RowWindow {
  readonly first: number
  /** One past the last. */
  readonly end: number
}

export function rowsInView(rows: number, scrolled: number, height: number): RowWindow {
  const first = Math.max(0, Math.min(rows, Math.floor(scrolled / ROW_HEIGHT) - SPARE_ROWS))
  const end = Math.min(rows, Math.ceil((scrolled + height) / ROW_HEIGHT) + SPARE_ROWS)
  return { first, end: Math.max(first, end) }
}

/** Columns drawn at a time: a table of pixels has hundreds. */
export const COLUMNS_SHOWN = 40

/** The most frequent categories with their share of the largest count, and how many are left out. */
export function categoryBars(
  categories: ColumnSummary['categories'],
  most = 4,
): { readonly bars: readonly { name: string; count: number; share: number }[]; readonly more: number } {
  const largest = categories.reduce((most, { count }) => Math.max(most, count), 1)
  const sorted = categories.length > most ? [...categories].sort((a, b) => b.count - a.count) : categories
  const bars = sorted.slice(0, most).map(({ name, count }) => ({ name, count, share: count / largest }))
  return { bars, more: categories.length - bars.length }
}

/** More decimals than these are not lined up: they would only add zeros. */
const MOST_DECIMALS = 6

/** The most decimals among the numbers of a column; null where lining them up would bury them in zeros. */
export function decimalsOf(cells: readonly (string | number | undefined)[]): number | null {
  let most = 0
  for (const cell of cells) {
    if (typeof cell !== 'number') continue
    const text = String(cell)
    if (!/^-?\d+(\.\d+)?$/.test(text)) return null
    most = Math.max(most, text.split('.')[1]?.length ?? 0)
  }
  return most <= MOST_DECIMALS ? most : null
}

/** Pages are never changed, so what was found in one is kept as long as the page is. */
const decimalsInPages = new WeakMap<RowPage, Map<number, number | null>>()

function decimalsInPage(page: RowPage, place: number): number | null {
  const known = decimalsInPages.get(page) ?? new Map<number, number | null>()
  decimalsInPages.set(page, known)
  const found = known.get(place)
  if (found !== undefined) return found
  const decimals = decimalsOf(page.rows.map(({ cells }) => cells[place]))
  known.set(place, decimals)
  return decimals
}

/** Decimals that the numbers of a column are shown with, from all rows that were read: scrolling shifts nothing back. */
export function commonDecimals(pages: Iterable<RowPage>, place: number): number {
  let most = 0
  for (const page of pages) {
    const decimals = decimalsInPage(page, place)
    if (decimals === null) return 0
    most = Math.max(most, decimals)
  }
  return most
}
