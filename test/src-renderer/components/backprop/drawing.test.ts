import { denseLayer } from '@shared/document/defaults'
import { type Layer } from '@shared/document/schema'
import { describe, expect, it } from 'vitest'
import { networkView, type NetworkView } from '../../../../src-renderer/components/backprop/derivation/network-view'
import { bowOf, diagramOf } from '../../../../src-renderer/components/backprop/diagram'
import { pointedWords, pointsAtLine, pointsAtUnit } from '../../../../src-renderer/components/backprop/pointing'
import { progressOf, stepsOf } from '../../../../src-renderer/components/backprop/steps'
import { inlineDocument, skipConnections } from '../../../helpers/documents'
import { tracedBatch } from '../../helpers/batch-traces'
import { workedDocument } from '../../helpers/worked-example'

function viewOf(document = workedDocument()): NetworkView {
  const traced = tracedBatch(document)
  const view = traced && networkView(traced.trace)
  if (!view) throw new Error('no view')
  return view
}
const built = (...layers: Layer[]) => inlineDocument({ features: [[1, 2]], targets: [[0, 1]], layers })
const output = denseLayer('output', 'Output', { units: 2 })

describe('steps', () => {
  it('go forward, then back', () => {
    expect(stepsOf(viewOf()).map(({ label }) => label)).toEqual(
      ['z¹', 'a¹', 'z²', 'a²', 'C', 'δ²', 'δ¹', '∂C/∂W²', '∂C/∂W¹', '∂C/∂b'], // prettier-ignore
    )
  })

  it('lead through layers without z by what reaches them', () => {
    const hidden = denseLayer('hidden', 'Hidden', { units: 2 })
    const view = viewOf(built(hidden, { kind: 'dropout', id: 'drop', name: 'Drop', rate: 0.1 }, output))
    expect(stepsOf(view).map(({ label }) => label)).toEqual(
      ['z¹', 'a¹', 'a²', 'z³', 'a³', 'C', 'δ³', '∂C/∂a²', 'δ¹', '∂C/∂W³', '∂C/∂W¹', '∂C/∂b'], // prettier-ignore
    )
  })

  it('say where a card stands', () => {
    const steps = stepsOf(viewOf())
    const said = ['a-1', 'z-2', 'a-2', 'biases', ''].map((id) => progressOf(steps, id, 2))
    expect(said).toEqual(['done', 'step 3 of 10', 'next', 'later', ''])
  })
})

describe('the drawing', () => {
  it('places units in columns and folds large layers', () => {
    const diagram = diagramOf(viewOf(built(denseLayer('wide', 'Wide', { units: 64 }), output)), 0)
    expect(diagram.columns.map(({ units, more }) => [units.length, more])).toEqual([
      [2, 0],
      [8, 56],
      [2, 0],
    ])
    expect(diagram.edges).toHaveLength(32)
    expect(diagram.roomy).toBe(false)
  })

  it('has the weights of connections that skip a layer', () => {
    const layers = [denseLayer('first', 'First', { units: 3 }), denseLayer('second', 'Second', { units: 2 }), output]
    const document = inlineDocument({ features: [[1, 2]], targets: [[0, 1]], layers, connections: skipConnections })
    const view = viewOf(document)
    const skipping = diagramOf(view, 0).edges.find(({ key }) => key === '0.1-3.0')
    expect(skipping).toMatchObject({ layer: 'output', unit: 0, input: 3 })
    expect(skipping?.weight).toBe(view.output.parameters?.weights[0]?.[3])
    const { edges, radius } = diagramOf(view, 0)
    expect(edges.find(({ key }) => key === '2.1-3.0')?.path).toMatch(/^M \S+ \S+ L /)
    expect(skipping?.path).toMatch(/^M \S+ \S+ Q /)
    expect(skipping && bowOf(skipping.from, skipping.to, radius)).toBeGreaterThan(radius)
  })

  it('has links in place of weights, behind each other where layers are joined', () => {
    const hidden = denseLayer('hidden', 'Hidden', { units: 2 })
    const connections = [['input', 'hidden'], ['input', 'joined'], ['hidden', 'joined'], ['joined', 'output']].map(([from = '', to = '']) => ({ from, to })) // prettier-ignore
    const layers: Layer[] = [hidden, { kind: 'concatenate', id: 'joined', name: 'Joined' }, output]
    const view = viewOf(inlineDocument({ features: [[1, 2]], targets: [[0, 1]], layers, connections }))
    const { links } = diagramOf(view, 0)
    expect(links.map(({ key }) => key)).toEqual(['0.0-2.0', '0.1-2.1', '1.0-2.2', '1.1-2.3'])
  })

  it('leaves room for the names at both sides', () => {
    const roomFor = (name: string, units: number): number => {
      const document = built(denseLayer('hidden', 'Hidden', { units }), output)
      const { dataset } = document
      if (dataset.kind !== 'inline') throw new Error('the data is inline')
      const view = viewOf({ ...document, dataset: { ...dataset, featureNames: [name, 'y'] } })
      return diagramOf(view, 0).columns[0]?.x ?? 0
    }
    expect(roomFor('x', 8)).toBe(72)
    expect(roomFor('sepal length', 8)).toBeGreaterThanOrEqual(20 + 8 + 12 * 6)
    expect(roomFor('sepal length', 2)).toBe(72)
  })
})

describe('pointing', () => {
  const view = viewOf()
  const [, hidden] = view.layers
  if (!hidden) throw new Error('no hidden layer')
  const line = { layer: 'output', unit: 0, input: 1 }

  it('is at a unit, or at all of a layer', () => {
    const at = (unit: number | null) => ({ what: 'a', layer: 'hidden', unit, input: null }) as const
    const pointed = (unit: number | null) => [0, 1].map((each) => pointsAtUnit(view, at(unit), { layer: hidden, unit: each })) // prettier-ignore
    expect([pointed(0), pointed(1), pointed(null)]).toEqual([[true, false], [false, true], [true, true]]) // prettier-ignore
    const loss = { what: 'loss', layer: '', unit: null, input: null } as const
    expect(pointsAtUnit(view, loss, { layer: view.output, unit: 0 })).toBe(true)
    expect(pointsAtUnit(view, null, { layer: hidden, unit: 0 })).toBe(false)
  })

  it('is at a line, or at all lines into a layer', () => {
    const at = (unit: number | null, input: number | null) => ({ what: 'weightGradient', layer: 'output', unit, input }) as const // prettier-ignore
    expect(pointsAtLine(view, at(0, 1), line)).toBe(true)
    expect(pointsAtLine(view, at(1, 1), line)).toBe(false)
    expect(pointsAtLine(view, at(null, null), line)).toBe(true)
    expect(pointsAtUnit(view, at(0, 1), { layer: view.output, unit: 0 })).toBe(false)
  })

  it('is told in words', () => {
    expect(pointedWords(view, { what: 'weight', layer: 'output', unit: 0, input: 1 })).toBe('weight from h2 to o1 of Output') // prettier-ignore
    expect(pointedWords(view, { what: 'delta', layer: 'hidden', unit: 1, input: null })).toBe('δ of h2, Hidden')
    expect(pointedWords(view, { what: 'z', layer: 'hidden', unit: null, input: null })).toBe('z of Hidden')
    expect(pointedWords(view, { what: 'loss', layer: '', unit: null, input: null })).toBe('the cost')
    expect(pointedWords(view, { what: 'a', layer: 'gone', unit: 0, input: null })).toBe('')
  })
})
