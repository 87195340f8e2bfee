import { encodedShape } from '@shared/document/encoding'
import { inferShapes } from '@shared/document/shapes'
import { expect, it } from 'vitest'
import { cardsOf } from '../../../../src-renderer/components/network/geometry'
import { weightAt } from '../../../../src-renderer/components/network/weight-at'
import { smallDocument } from '../../helpers/fake-host'

const document = smallDocument()
const shapes = inferShapes(document)
const cards = cardsOf(document, shapes, encodedShape(document))
const wires = { cards, connections: document.network.connections, shapes, reach: 5 }

/** The point of a wire at half its way, where its height is half of both. */
function middle(unit: number, input: number, layer = 'dense-1') {
  const to = cards.find((card) => card.layer.id === layer)
  const index = to ? cards.indexOf(to) : -1
  const [end, start] = [to?.units[unit], cards[index - 1]?.units[input]]
  if (!end || !start) throw new Error('no such wire')
  return { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 }
}

it('finds the weight whose wire is under a point, before and after the middle', () => {
  expect(weightAt(middle(0, 0), wires)).toEqual({ layer: 'dense-1', unit: 0, input: 0 })
  expect(weightAt(middle(1, 2, 'output'), wires)).toEqual({ layer: 'output', unit: 1, input: 2 })
})

it('finds none beside the wires, nor where layers are folded', () => {
  const { x, y } = middle(0, 0)
  expect(weightAt({ x, y: y - 40 }, wires)).toBeNull()
  expect(weightAt({ x: -50, y }, wires)).toBeNull()
  const folded = cards.map((card) => ({ ...card, folded: 1 }))
  expect(weightAt({ x, y }, { ...wires, cards: folded })).toBeNull()
})
