import { idsOf } from '@shared/catalog/entry'
import { losses, type LossId } from '@shared/catalog/losses'
import { type SampleTrace } from '@shared/protocol/training-service'
import katex from 'katex'
import { describe, expect, it } from 'vitest'
import { diagramOf } from '../../../../src-renderer/components/backprop/diagram'
import { layerEquations } from '../../../../src-renderer/components/backprop/equations'
import { lossesInNumbers, lossInNumbers } from '../../../../src-renderer/components/backprop/loss-in-numbers'
import { progressOf, stepsOf } from '../../../../src-renderer/components/backprop/steps'
import { type TracedLayer, traceView, type TraceView } from '../../../../src-renderer/components/backprop/trace-view'
import { unitEquations } from '../../../../src-renderer/components/backprop/unit-equations'
import { workedDocument, workedTrace } from './worked-example'

function viewOf(trace: SampleTrace = workedTrace, loss = workedDocument.training.loss): TraceView {
  const view = traceView(trace, workedDocument.network.connections, loss)
  if (!view) throw new Error('no view')
  return view
}
function layerOf(view: TraceView, number: number): TracedLayer {
  const layer = view.layers[number - 1]
  if (!layer) throw new Error(`no layer ${number}`)
  return layer
}
const texOf = (equations: ReturnType<typeof layerEquations>, key: string): string =>
  equations.find(({ step, mark }) => mark === key || step === key)?.pieces.join(' ') ?? ''

describe('the equations of the worked example', () => {
  const view = viewOf()

  it('fill in the numbers of the hidden layer', () => {
    const equations = layerEquations(view, layerOf(view, 1))
    expect(texOf(equations, 'cost')).toContain('= 0.298371')
    expect(texOf(equations, 'BP1')).toContain('0.138499 \\\\ -0.038098')
    expect(texOf(equations, 'BP2')).toContain('0.40 & 0.50 \\\\ 0.45 & 0.55')
    expect(texOf(equations, 'BP2')).toContain('0.00877135 \\\\ 0.00995425')
    expect(texOf(equations, 'BP3')).toContain('0.00877135')
    expect(texOf(equations, 'BP4')).toContain('0.000438568 & 0.000877135')
  })

  it('say of the output layer that its delta is that of BP1', () => {
    const back = layerEquations(view, layerOf(view, 2)).find(({ mark }) => mark === 'BP2')
    expect(back?.pieces).toEqual([])
    expect(back?.note).toContain('Output is the output layer')
  })

  it('write the delta of a unit as a sum over its paths', () => {
    const back = texOf(unitEquations(view, layerOf(view, 1), 0), 'BP2')
    expect(back).toContain('0.4 \\cdot 0.138499 + 0.5 \\cdot (-0.0380982)')
    expect(back).toContain('\\underbrace{0.0553994}_{\\text{through }\\text{o1}}')
    expect(back).toContain('\\mathbf{0.00877135}')
  })

  it('are TeX that can be set', () => {
    const all = view.layers.flatMap((layer) => [...layerEquations(view, layer), ...unitEquations(view, layer, 0)])
    for (const { general, pieces } of all)
      for (const tex of [general, ...pieces]) expect(() => katex.renderToString(tex, { strict: false })).not.toThrow()
  })
})

describe('other networks', () => {
  it('fuse softmax and cross-entropy', () => {
    const [input, hidden, output] = workedTrace.layers
    if (!input || !hidden || !output) throw new Error('incomplete')
    const trace: SampleTrace = {
      ...workedTrace,
      target: [0, 1],
      costGradient: [0, -1 / 0.75],
      layers: [
        input,
        hidden,
        { ...output, activation: 'softmax', a: [0.25, 0.75], delta: [0.25, -0.25], derivative: null },
      ],
    }
    const view = viewOf(trace, 'categorical-cross-entropy')
    const delta = layerEquations(view, layerOf(view, 2)).find(({ mark }) => mark === 'BP1')
    expect(delta?.pieces[0]).toContain('\\textstyle\\sum_j y_j - y')
    expect(delta?.note).toContain('fuse')
  })

  it('find the loss of the run where the document was edited since', () => {
    expect(viewOf(workedTrace, 'categorical-cross-entropy').loss).toBe('half-squared-error')
  })

  it('follow connections that skip a layer', () => {
    const [input, hidden, output] = workedTrace.layers
    if (!input || !hidden || !output) throw new Error('incomplete')
    const wide = { ...output, inputs: 4, weights: [[1, 2, 3, 4], [5, 6, 7, 8]] } // prettier-ignore
    const connections = [
      { from: 'input', to: 'hidden' },
      { from: 'hidden', to: 'output' },
      { from: 'input', to: 'output' },
    ]
    const view = traceView({ ...workedTrace, layers: [input, hidden, wide] }, connections, 'half-squared-error')
    expect(view?.output.sources).toEqual([
      { number: 1, offset: 0, units: 2 },
      { number: 0, offset: 2, units: 2 },
    ])
    expect(view && diagramOf(view).edges.find(({ key }) => key === '0.1-2.0')?.weight).toBe(4)
  })
})

/** The worked example with a dropout layer, which halves, between its layers. */
function withDropout(): SampleTrace {
  const [input, hidden, output] = workedTrace.layers
  if (!input || !hidden || !output) throw new Error('incomplete')
  const dropout = { ...input, id: 'dropout', name: 'Dropout', inputs: 2, input: hidden.a, a: hidden.a }
  return { ...workedTrace, layers: [input, hidden, dropout, output] }
}
const throughDropout = [
  { from: 'input', to: 'hidden' },
  { from: 'hidden', to: 'dropout' },
  { from: 'dropout', to: 'output' },
]

describe('layers without weights', () => {
  const view = traceView(withDropout(), throughDropout, 'half-squared-error')
  if (!view) throw new Error('no view')

  it('are counted, and the equations of the others keep their numbers', () => {
    expect(view.all.map(({ number, name }) => [number, name])).toEqual([
      [1, 'Hidden'],
      [2, 'Dropout'],
      [3, 'Output'],
    ])
    expect(view.layers.map(({ number }) => number)).toEqual([1, 3])
    const [hidden, output] = view.layers
    if (!hidden || !output) throw new Error('incomplete')
    expect(texOf(layerEquations(view, output), 'BP1')).toContain('0.138499 \\\\ -0.038098')
    expect(texOf(layerEquations(view, output), 'z-3')).toContain('z^{3} = W^{3} a^{2}')
    const back = layerEquations(view, hidden).find(({ mark }) => mark === 'BP2')
    expect(back?.pieces.join(' ')).toContain('0.00877135')
    expect(back?.note).toBe('It comes back through Dropout, which is not written out here.')
    expect(unitEquations(view, hidden, 0).find(({ mark }) => mark === 'BP2')?.note).toBe(back?.note)
  })

  it('are a step of the way forward, and none of the way back', () => {
    expect(stepsOf(view).map(({ label }) => label)).toEqual(
      ['z¹', 'a¹', 'a²', 'z³', 'a³', 'C', 'δ³', 'δ¹', '∂C/∂W³', '∂C/∂W¹', '∂C/∂b'], // prettier-ignore
    )
  })

  it('have links in the picture in place of weights', () => {
    const { columns, links, edges } = diagramOf(view)
    expect(columns.map(({ name }) => name)).toEqual(['Input', 'Hidden', 'Dropout', 'Output'])
    expect(links.map(({ key }) => key)).toEqual(['1.0-2.0', '1.1-2.1'])
    expect(edges).toHaveLength(8)
  })

  it('may be the output: the cost is still that of what they give', () => {
    const [input, hidden, output] = workedTrace.layers
    if (!input || !hidden || !output) throw new Error('incomplete')
    const last = { ...input, id: 'last', name: 'Last', inputs: 2, input: output.a, a: output.a }
    const ended = traceView({ ...workedTrace, layers: [input, hidden, output, last] }, [], 'half-squared-error')
    if (!ended) throw new Error('no view')
    expect(ended.output.name).toBe('Last')
    const equations = layerEquations(ended, layerOf(ended, 2))
    expect(texOf(equations, 'cost')).toContain('= 0.298371')
    expect(equations.find(({ mark }) => mark === 'BP1')?.note).toContain('Last has no weights of its own')
  })
})

describe('biases', () => {
  const [input, hidden, output] = workedTrace.layers
  if (!input || !hidden || !output) throw new Error('incomplete')
  const withBiases = (biases: number[], biasGradients: number[]): TraceView =>
    viewOf({ ...workedTrace, layers: [input, { ...hidden, biases, biasGradients }, output] })

  it('that are shared are one number, and their gradient a sum', () => {
    const view = withBiases([0.35], [0.0187256])
    const equations = layerEquations(view, layerOf(view, 1))
    expect(texOf(equations, 'z-1')).toContain('+ 0.35 = ')
    expect(texOf(equations, 'BP3')).toContain('\\sum_j \\delta^{1}_j = 0.0187256')
    expect(texOf(unitEquations(view, layerOf(view, 1), 1), 'z-1')).toContain('+ 0.35')
  })

  it('that are none are not written', () => {
    const view = withBiases([], [])
    const equations = layerEquations(view, layerOf(view, 1))
    expect(texOf(equations, 'z-1')).not.toContain('b^{1}')
    expect(equations.find(({ mark }) => mark === 'BP3')).toMatchObject({ pieces: [], note: 'Hidden has no biases.' })
    expect(texOf(unitEquations(view, layerOf(view, 1), 1), 'BP3')).toBe('')
  })
})

describe.each(idsOf<LossId>(losses))('the loss %s', (loss) => {
  const outputs = [
    [0.3, 0.75],
    [0.9, 0.2],
  ]
  const target = [0, 1]

  it('is recognised by its gradient', () => {
    for (const a of outputs) {
      const costGradient = a.map((value, unit) => lossesInNumbers[loss].gradient(value, target[unit] ?? 0, a.length))
      const [input, hidden, output] = workedTrace.layers
      if (!input || !hidden || !output) throw new Error('incomplete')
      const trace = { ...workedTrace, target, costGradient, layers: [input, hidden, { ...output, a }] }
      expect(viewOf(trace, loss).loss).toBe(loss)
    }
  })

  it('is TeX that can be set', () => {
    for (const a of outputs)
      expect(() => katex.renderToString(`C = ${lossInNumbers(loss, a, target)}`, { strict: false })).not.toThrow()
  })
})

it('writes losses out as they are computed', () => {
  const written = (loss: LossId): string => lossInNumbers(loss, [0.25, 2.5], [1, 0])
  expect(written('mean-absolute-error')).toBe('\\tfrac{1}{2} \\left( |0.25 - 1| + |2.5 - 0| \\right)')
  expect(written('huber')).toBe(
    '\\tfrac{1}{2} \\left( \\tfrac{1}{2} (0.25 - 1)^2 + \\left( |2.5 - 0| - \\tfrac{1}{2} \\right) \\right)',
  )
  expect(written('hinge')).toBe('\\tfrac{1}{2} \\left( \\max(0, 1 - 0.25) + \\max(0, 1 + 2.5) \\right)')
  expect(lossInNumbers('binary-cross-entropy', [0.25, 0.5], [1, 0])).toBe(
    '-\\tfrac{1}{2} \\left( 1 \\ln 0.25 + 1 \\ln 0.5 \\right)',
  )
})

describe('steps', () => {
  it('go forward, then back', () => {
    expect(stepsOf(viewOf()).map(({ label }) => label)).toEqual([
      'z¹',
      'a¹',
      'z²',
      'a²',
      'C',
      'δ²',
      'δ¹',
      '∂C/∂W²',
      '∂C/∂W¹',
      '∂C/∂b',
    ])
  })

  it('say where a card stands', () => {
    const steps = stepsOf(viewOf())
    const said = ['a-1', 'z-2', 'a-2', 'biases', ''].map((id) => progressOf(steps, id, 2))
    expect(said).toEqual(['done', 'step 3 of 10', 'next', 'later', ''])
  })
})

describe('diagram', () => {
  it('places units in columns and folds large layers', () => {
    const [input, hidden, output] = workedTrace.layers
    if (!input || !hidden || !output) throw new Error('incomplete')
    const many = Array.from({ length: 64 }, () => 0.5)
    const wide = {
      ...hidden,
      units: 64,
      z: many,
      a: many,
      delta: many,
      biases: many,
      biasGradients: many,
      derivative: many,
      weights: many.map(() => [1, 2]),
      weightGradients: many.map(() => [1, 2]),
    }
    const last = { ...output, inputs: 64, weights: [many, many], weightGradients: [many, many] }
    const view = traceView({ ...workedTrace, layers: [input, wide, last] }, workedDocument.network.connections, 'half-squared-error') // prettier-ignore
    const diagram = view && diagramOf(view)
    expect(diagram?.columns.map(({ units, more }) => [units.length, more])).toEqual([
      [2, 0],
      [8, 56],
      [2, 0],
    ])
    expect(diagram?.edges.length).toBe(32)
    expect(diagram?.roomy).toBe(false)
  })

  it('leaves room for the names at both sides', () => {
    const roomFor = (featureLabels: string[], units: number) => {
      const [input, hidden, output] = workedTrace.layers
      if (!input || !hidden || !output) throw new Error('incomplete')
      const many = Array.from({ length: units }, () => 0.5)
      const wide = { ...hidden, units, z: many, a: many, delta: many, weights: many.map(() => [1, 2]) }
      const last = { ...output, inputs: units, weights: [many, many], weightGradients: [many, many] }
      const trace = { ...workedTrace, featureLabels, layers: [input, wide, last] }
      const view = traceView(trace, workedDocument.network.connections, 'half-squared-error')
      const diagram = view && diagramOf(view)
      return diagram?.columns[0]?.x ?? 0
    }
    expect(roomFor(['x', 'y'], 8)).toBe(72)
    expect(roomFor(['sepal length', 'y'], 8)).toBeGreaterThanOrEqual(20 + 8 + 12 * 6)
    expect(roomFor(['sepal length', 'y'], 2)).toBe(72)
  })
})
