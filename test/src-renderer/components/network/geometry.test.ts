import { updateLayer } from '@shared/document/commands'
import { encodedShape } from '@shared/document/encoding'
import { type ProjectDocument } from '@shared/document/schema'
import { inferShapes } from '@shared/document/shapes'
import { describe, expect, it } from 'vitest'
import { boundsOf, cardsOf, inputOffsets } from '../../../../src-renderer/components/network/geometry'
import { smallDocument } from '../../helpers/fake-host'

const cards = (document: ProjectDocument) => cardsOf(document, inferShapes(document), encodedShape(document))

describe('the cards of the network', () => {
  it('shows every unit of a small layer, labelled by the data at both ends', () => {
    const shown = cards(smallDocument())
    expect(shown.map(({ role, units, folded, labels }) => [role, units.length, folded, labels])).toEqual([
      ['input', 2, 0, ['width', 'height']],
      ['hidden', 3, 0, []],
      ['output', 2, 0, ['cat', 'dog']],
    ])
  })

  it('folds a large layer and says how many units are hidden', () => {
    const [, hidden] = cards(updateLayer('dense-1', { units: 1024 }).apply(smallDocument()))
    expect([hidden?.units.length, hidden?.folded]).toEqual([6, 1018])
    const [, whole] = cards(updateLayer('dense-1', { units: 16 }).apply(smallDocument()))
    expect([whole?.units.length, whole?.folded]).toEqual([16, 0])
  })

  it('keeps the cards of one row on one middle line, and every unit inside its card', () => {
    const shown = cards(smallDocument())
    expect(new Set(shown.map(({ y, height }) => y + height / 2)).size).toBe(1)
    for (const { units, radius, x, y, width, height } of shown)
      for (const unit of units) {
        expect(unit.x - radius).toBeGreaterThan(x)
        expect(unit.x + radius).toBeLessThan(x + width)
        expect(unit.y - radius).toBeGreaterThan(y)
        expect(unit.y + radius).toBeLessThan(y + height)
      }
    expect(boundsOf(shown)?.left).toBe(40)
    expect(boundsOf([])).toBeNull()
  })

  it('knows where each source begins among the joined inputs', () => {
    const document = smallDocument()
    const { network } = document
    const joined = {
      ...document,
      network: { ...network, connections: [...network.connections, { from: 'input', to: 'output' }] },
    }
    expect([...inputOffsets(inferShapes(joined), 'output')]).toEqual([
      ['dense-1', 0],
      ['input', 3],
    ])
  })
})
