import { updateTraining } from '@shared/document/commands'
import { describe, expect, it } from 'vitest'
import { categoryBars, changeRole, rolesFor, rowsInView } from '../../../../src-renderer/components/data/columns'
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
