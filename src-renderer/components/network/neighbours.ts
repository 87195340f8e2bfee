import { type Box, type Card, middleOf } from './geometry'

export type Direction = readonly [across: -1 | 0 | 1, down: -1 | 0 | 1]

export const arrows: Readonly<Record<string, Direction>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** What is off the straight way counts double, so that an arrow goes to what lies ahead. */
const ASIDE = 2

/** The nearest card that lies in a direction from a card; null where there is none. */
export function neighbourOf(cards: readonly Card[], id: string, [across, down]: Direction): Card | null {
  const from = cards.find(({ layer }) => layer.id === id)
  if (!from) return null
  let nearest: Card | null = null
  let least = Infinity
  for (const card of cards) {
    const x = card.x + card.width / 2 - from.x - from.width / 2
    const y = middleOf(card) - middleOf(from)
    const ahead = across * x + down * y
    const aside = Math.abs(across === 0 ? x : y)
    // Within a quarter turn to both sides; a card straight above is not to the right.
    if (card === from || ahead <= 0 || aside > 2 * ahead) continue
    const distance = ahead + ASIDE * aside
    if (distance < least) [nearest, least] = [card, distance]
  }
  return nearest
}

/** The cards that a box of the canvas touches. */
export function cardsIn(cards: readonly Card[], { left, top, right, bottom }: Box): Card[] {
  return cards.filter(({ x, y, width, height }) => x < right && x + width > left && y < bottom && y + height > top)
}

export const cardAt = (cards: readonly Card[], { x, y }: { x: number; y: number }): Card | null =>
  cardsIn(cards, { left: x, top: y, right: x, bottom: y }).at(-1) ?? null
