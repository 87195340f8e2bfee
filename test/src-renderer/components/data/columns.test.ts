import { updateTraining } from '@shared/document/commands'
import { describe, expect, it } from 'vitest'
import {
  categoryBars,
  changeRole,
  commonDecimals,
  decimalsOf,
  rolesFor,
  rowsInView,
} from '../../../../src-renderer/components/data/columns'
import { smallDocument } from '../../helpers/fake-host'

describe('columns', () => {
  it('have one target: the one before becomes a feature', () => {
    const document = smallDocument()
    const { recipe } = changeRole(document.recipe, 'width', 'target').apply(document)
    expect([recipe.target, recipe.ignored]).toEqual(['width', []])
  })

  it('are ignored and taken up again', () => {
    const document = smallDocument()
    const ignored = changeRole(document.recipe, 'width', 'ignored').apply(document)
    expect([ignored.recipe.target, ignored.recipe.ignored]).toEqual(['kind', ['width']])
    expect(changeRole(ignored.recipe, 'width', 'feature').apply(ignored).recipe.ignored).toEqual([])
  })

  it('can be a target no more', () => {
    const document = smallDocument()
    expect(changeRole(document.recipe, 'kind', 'ignored').apply(document).recipe).toMatchObject({
      target: null,
      ignored: ['kind'],
    })
  })

  it('have one weight, which is neither target nor ignored', () => {
    const document = smallDocument()
    const weighted = changeRole(document.recipe, 'width', 'weight').apply(document)
    expect(weighted.recipe).toMatchObject({ target: 'kind', sampleWeights: 'width', ignored: [] })
    const moved = changeRole(weighted.recipe, 'height', 'weight').apply(weighted)
    expect(moved.recipe.sampleWeights).toBe('height')
    expect(changeRole(moved.recipe, 'height', 'ignored').apply(moved).recipe).toMatchObject({
      sampleWeights: null,
      ignored: ['height'],
    })
    expect(changeRole(moved.recipe, 'height', 'target').apply(moved).recipe).toMatchObject({
      target: 'height',
      sampleWeights: null,
    })
  })

  it('leave a loss that was chosen where the target stays', () => {
    const hinge = updateTraining({ loss: 'hinge' }).apply(smallDocument())
    expect(changeRole(hinge.recipe, 'width', 'ignored').apply(hinge).training.loss).toBe('hinge')
  })

  it('can be weights only where they are numbers', () => {
    expect([rolesFor('number').length, rolesFor('category').map(({ value }) => value)]).toEqual([
      4,
      ['feature', 'target', 'ignored'],
    ])
  })

  it('show their most frequent categories', () => {
    const categories = ['a', 'b', 'c', 'd', 'e'].map((name, index) => ({ name, count: index + 1 }))
    expect(categoryBars(categories, 2)).toEqual({
      bars: [
        { name: 'e', count: 5, share: 1 },
        { name: 'd', count: 4, share: 0.8 },
      ],
      more: 3,
    })
  })
})

describe('rows in view', () => {
  it('are those on the screen and a few around them', () => {
    expect(rowsInView(1000, 2800, 280)).toEqual({ first: 92, end: 118 })
    expect(rowsInView(5, 0, 280)).toEqual({ first: 0, end: 5 })
    expect(rowsInView(5, 99_999, 280)).toEqual({ first: 5, end: 5 })
  })
})

describe('numbers of a column', () => {
  it('have the decimals of the longest', () => {
    expect(decimalsOf([5.1, 3, -0.25, undefined])).toBe(2)
    expect(decimalsOf([50, 129])).toBe(0)
    expect(decimalsOf(['1.25', 'a'])).toBe(0)
  })

  it('stay as they are where zeros would bury them', () => {
    expect(decimalsOf([1, 1e-8])).toBeNull()
    expect(decimalsOf([1, 0.1 + 0.2])).toBeNull()
  })

  it('are lined up over all pages that were read', () => {
    const page = (offset: number, cells: (string | number)[][]) => ({
      offset,
      rows: cells.map((row, index) => ({ index: offset + index, part: 'training' as const, cells: row })),
    })
    const pages = [page(0, [[1, 1.5, 1e-9]]), page(1, [[2, 2.25, 3]])]
    expect([0, 1, 2].map((place) => commonDecimals(pages, place))).toEqual([0, 2, 0])
  })
})
