import { unitPitch } from '@shared/document/layout'
import { describe, expect, it } from 'vitest'
import { type Card } from '../../../../src-renderer/components/network/geometry'
import { labelPlaces } from '../../../../src-renderer/components/network/label-place'

function card(x: number, units: number): Card {
  const places = Array.from({ length: units }, (_, unit) => ({ x: x + 70, y: (unit - units / 2) * unitPitch(units) }))
  return { x, y: -200, width: 140, height: 400, units: places } as unknown as Card
}

/** Every pair of numbers of the wires between two cards: how far apart they are, in their own size. */
function distances(from: number, to: number): number[] {
  const places = labelPlaces(card(0, from), card(300, to)).flat()
  return places.flatMap((one, index) =>
    places.slice(index + 1).map((other) => Math.max(Math.abs(one.y - other.y) / 12, Math.abs(one.x - other.x) / 34)),
  )
}

describe('labelPlaces', () => {
  it.each([
    [2, 2],
    [2, 4],
    [4, 2],
    [4, 1],
    [1, 4],
    [3, 3],
    [1, 9],
    [9, 1],
  ])('the numbers of wires from %i to %i units do not cover each other', (from, to) => {
    for (const distance of distances(from, to)) expect(distance).toBeGreaterThanOrEqual(1)
  })

  it('stands between the cards', () => {
    const [left, right] = [card(0, 3), card(220, 1)]
    for (const { x } of labelPlaces(left, right).flat()) {
      expect(x).toBeGreaterThan(left.x + left.width)
      expect(x).toBeLessThan(right.x)
    }
  })
})
