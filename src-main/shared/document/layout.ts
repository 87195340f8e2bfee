import { type Network } from './schema'

/** Layers up to this size show every unit on their card; larger ones are folded to their first few. */
export const MOST_UNITS_SHOWN = 16
const UNITS_OF_A_FOLDED_LAYER = 6

export const CARD = { header: 32, padding: 6, foldLine: 24, footer: 26, small: 88 } as const
/** Half the height of the first row: cards of one row share their middle line, this far below their place. */
export const ROW_MIDDLE = 140

/** How many of a layer's units its card shows. */
export const unitsShown = (units: number): number => (units <= MOST_UNITS_SHOWN ? units : UNITS_OF_A_FOLDED_LAYER)

/** From one unit shown to the next. */
export function unitPitch(shown: number): number {
  if (shown <= 3) return 88
  if (shown <= 6) return 54
  return shown <= 10 ? 43 : 30
}

/** Height of a card by the units of its layer; null: a small card, of a layer that passes numbers on. */
export function cardHeight(units: number | null): number {
  if (units === null) return CARD.small
  const shown = unitsShown(units)
  const folded = units > shown ? CARD.foldLine : 0
  return CARD.header + 2 * CARD.padding + shown * unitPitch(shown) + folded + CARD.footer
}

const MARGIN = 40
/** From one column to the next: half a column of wires where units are drawn, little where numbers are only passed on. */
const COLUMN = { units: 136, passing: 176 } as const
const GAP = { units: 68, passing: 20 } as const
const ROW_GAP = 40

/**
 * Places for ranks of layer ids: one column per rank, its layers below each other, so that no cards overlap. `units`
 * gives each layer's units; null for a layer that passes numbers on: its card is small, and ranks of these stand closer.
 */
export function arranged(
  ranks: readonly (readonly string[])[],
  units: (id: string) => number | null,
): Network['layout'] {
  const rows = rowPlaces(ranks, (id) => cardHeight(units(id)))
  let x = MARGIN
  let before: keyof typeof COLUMN | null = null
  return Object.fromEntries(
    ranks.flatMap((ids) => {
      const sort = ids.every((id) => units(id) === null) ? 'passing' : 'units'
      if (before !== null) x += COLUMN[before] + GAP[before] + GAP[sort]
      before = sort
      return ids.map((id, row) => [id, { x, y: rows[row] ?? MARGIN }])
    }),
  )
}

/** Where each row stands, by the tallest card in it. */
function rowPlaces(ranks: readonly (readonly string[])[], height: (id: string) => number): number[] {
  const rows = Math.max(0, ...ranks.map((ids) => ids.length))
  const heights = Array.from({ length: rows }, (_, row) =>
    Math.max(...ranks.flatMap((ids) => ids.slice(row, row + 1).map(height))),
  )
  let y = MARGIN
  return heights.map((own, row) => {
    if (row > 0) y += ((heights[row - 1] ?? 0) + own) / 2 + ROW_GAP
    return y
  })
}
