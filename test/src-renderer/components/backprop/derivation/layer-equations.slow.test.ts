import { veiledEquation } from '../../../../../src-renderer/components/backprop/derivation/equation'
import { activations, type ActivationId } from '@shared/catalog/activations'
import { clippings } from '@shared/catalog/clippings'
import { defaultSettings, idsOf } from '@shared/catalog/entry'
import { losses, type LossId } from '@shared/catalog/losses'
import { type OptimizerId, optimizers } from '@shared/catalog/optimizers'
import { denseLayer } from '@shared/document/defaults'
import { type Connection, type Layer, type ProjectDocument, type TrainingSettings } from '@shared/document/schema'
import { describe, expect, it } from 'vitest'
import { lossEquations } from '../../../../../src-renderer/components/backprop/derivation/layer-equations'
import { texDigits } from '../../../../../src-renderer/components/ui/digits'
import { equationForms } from '../../../../../src-renderer/stores/study'
import { inlineDocument } from '../../../../helpers/documents'
import { workedDocument, workedNumbers } from '../../../helpers/worked-example'
import { everyEquation, equationsOf, piecesOf, readingOf, texOf, tracedOf, typeset } from './readings'

interface NetworkOptions {
  readonly layers: readonly Layer[]
  readonly connections?: readonly Connection[]
  readonly targets?: readonly (readonly number[])[]
  readonly training?: Partial<TrainingSettings>
}

/** Three samples of two features in one batch. */
const network = ({ layers, connections, targets, training }: NetworkOptions): ProjectDocument =>
  inlineDocument({
    features: [[0.5, -1], [1, 0.25], [-0.75, 2]], // prettier-ignore
    targets: targets ?? [[1, 0], [0, 1], [1, 0]], // prettier-ignore
    layers,
    ...(connections ? { connections } : {}),
    training: { batchSize: 3, ...training },
  })

const output = (activation: ActivationId): Layer => denseLayer('output', 'Output', { units: 2, activation })
const hidden = (activation: ActivationId = 'tanh'): Layer => denseLayer('hidden', 'Hidden', { units: 3, activation })
const connected = (...pairs: [string, string][]): Connection[] => pairs.map(([from, to]) => ({ from, to }))

describe('the worked example', () => {
  const traced = tracedOf(workedDocument())
  const everywhere = ['hidden', 'output'].flatMap((layer) =>
    [0, 1].flatMap((unit) => equationsOf(traced, layer, { unit })),
  )
  const text = everywhere.flatMap(piecesOf).join(' ')

  it('shows every number of the lecture note', () => {
    const { forward, backward, afterOneUpdate_biasesFixed: after } = workedNumbers()
    const numbersIn = (value: unknown): number[] =>
      typeof value === 'number' ? [value] : Object.values(value as object).flatMap(numbersIn)
    const { e: _, ...own } = forward as Record<string, unknown>
    const { parameters } = after as { parameters: object }
    for (const number of [own, backward, parameters].flatMap(numbersIn)) expect(text).toContain(texDigits(number))
  })

  it('goes from symbols over numbers to the result', () => {
    const [forward] = equationsOf(traced, 'hidden')
    expect(forward?.lines).toHaveLength(1)
    expect(texOf(equationsOf(traced, 'hidden'), 'weighted-inputs')).toBe(
      'z^{1}_{1} = w^{1}_{11}\\, a^{0}_{1} + w^{1}_{12}\\, a^{0}_{2} + b^{1}_{1} = 0.15 \\cdot 0.05 + 0.2 \\cdot 0.1 + 0.35 = \\mathbf{0.3775}',
    )
  })

  it('writes the delta of a unit as a sum over its paths', () => {
    const back = texOf(equationsOf(traced, 'hidden'), 'delta')
    expect(back).toContain('= 0.4 \\cdot 0.138499 + 0.5 \\cdot (-0.0380982)')
    expect(back).toContain(
      '\\underbrace{0.0553994}_{\\text{through o1}} + \\underbrace{(-0.0190491)}_{\\text{through o2}}',
    )
    expect(back).toContain("\\sigma'(z^{1}_{1}) = a^{1}_{1} \\left( 1 - a^{1}_{1} \\right) = 0.59327 \\left( 1 - 0.59327 \\right) = \\mathbf{0.241301}") // prettier-ignore
    expect(back).toContain('= 0.0363503 \\cdot 0.241301 = \\mathbf{0.00877135}')
  })

  it('writes the same with vectors', () => {
    const back = texOf(equationsOf(traced, 'hidden', { form: 'vector' }), 'delta')
    expect(back).toContain('\\left(W^{2}\\right)^T \\delta^{2}')
    expect(back).toContain('0.40 & 0.50 \\\\ 0.45 & 0.55')
    expect(back).toContain("\\nabla_{\\!a^{1}} C \\odot \\sigma'(z^{1})")
    expect(back).toContain('0.00877135 \\\\ 0.00995425')
  })

  it('moves the weights, and leaves the frozen biases', () => {
    const equations = equationsOf(traced, 'output')
    expect(texOf(equations, 'update-weights')).toContain('= 0.4 - 0.5 \\cdot 0.082167 = \\mathbf{0.358916}')
    const biases = equations.find(({ id }) => id === 'update-biases')
    expect(biases?.note).toBe('Frozen: there is a gradient, but no update.')
    expect(texOf(equations, 'update-biases')).toBe('b^{2+}_{1} = b^{2}_{1} = \\mathbf{0.6}')
  })

  it('names the four equations', () => {
    const marks = everywhere.map(({ mark }) => mark).filter((mark) => mark !== '')
    expect([...new Set(marks)].toSorted()).toEqual(['BP1', 'BP2', 'BP3', 'BP4'])
  })
})

describe('the output delta', () => {
  it('of softmax and cross-entropy is a difference, and is explained by the chain rule', () => {
    const traced = tracedOf(network({ layers: [output('softmax')], training: { loss: 'categorical-cross-entropy' } }))
    const delta = equationsOf(traced, 'output').find(({ id }) => id === 'delta')
    expect(delta?.lines.map(({ caption }) => caption)).toEqual([
      'Activation and cost together, in one step',
      'Where it comes from, by the chain rule',
      undefined,
    ])
    expect(texOf(delta ? [delta] : [], 'delta')).toContain('\\delta^{1}_{1} = a^{1}_{1} - y_{1}')
  })

  it('of sigmoid and binary cross-entropy is divided by the outputs', () => {
    const traced = tracedOf(network({ layers: [output('sigmoid')], training: { loss: 'binary-cross-entropy' } }))
    expect(texOf(equationsOf(traced, 'output'), 'delta')).toContain('\\tfrac{1}{2} \\left( a^{1}_{1} - y_{1} \\right)')
    expect(texOf(equationsOf(traced, 'output'), 'delta')).toContain("\\sigma'(z^{1}_{1})")
  })

  it("of softmax and squared error is the Jacobian's product, term by term", () => {
    const traced = tracedOf(network({ layers: [output('softmax')], training: { loss: 'mean-squared-error' } }))
    const [layer] = traced.trace.layers.slice(-1)
    const text = texOf(equationsOf(traced, 'output', { sample: 1 }), 'delta')
    for (const term of layer?.jacobianTerms?.[1]?.[0] ?? []) expect(text).toContain(texDigits(term))
    expect(texOf(equationsOf(traced, 'output', { form: 'vector' }), 'delta')).toContain('J_{kj} = a_j ([j = k] - a_k)')
    expect(texOf(equationsOf(traced, 'output', { form: 'matrix' }), 'delta')).toContain('\\mathbf{1} \\mathbf{1}^T')
  })

  it('carries the weight of its sample', () => {
    const document = network({ layers: [output('softmax')], training: { loss: 'categorical-cross-entropy' } })
    if (document.dataset.kind !== 'inline') throw new Error('the data is inline')
    const traced = tracedOf({ ...document, dataset: { ...document.dataset, sampleWeights: [2, 0.5, 1] } })
    expect(texOf(equationsOf(traced, 'output'), 'delta')).toContain('= 2 \\cdot \\left(')
    expect(texOf(equationsOf(traced, 'output'), 'cost')).toContain('\\frac{1}{3.5} \\Big( 2 \\cdot')
    expect(texOf(equationsOf(traced, 'output'), 'weight-gradients')).toContain('\\frac{1}{3.5}')
  })
})

describe('a network with skip connections', () => {
  const branch = denseLayer('branch', 'Branch', { units: 3 })
  const traced = tracedOf(
    network({
      layers: [
        hidden(),
        branch,
        { kind: 'add', id: 'sum', name: 'Sum' },
        { kind: 'concatenate', id: 'joined', name: 'Joined' },
        output('linear'),
      ],
      connections: connected(['input', 'hidden'], ['hidden', 'branch'], ['hidden', 'sum'], ['branch', 'sum'], ['sum', 'joined'], ['hidden', 'joined'], ['joined', 'output']), // prettier-ignore
    }),
  )

  it.each(equationForms)('shows the sum over the branches as terms, %s', (form) => {
    const delta = equationsOf(traced, 'hidden', { form }).find(({ id }) => id === 'delta')
    const captions = delta?.lines.flatMap(({ caption }) => caption ?? [])
    expect(captions).toEqual(['Through Joined', 'Through Sum', 'Through Branch', 'All of them together'])
    const text = texOf(delta ? [delta] : [], 'delta')
    for (const name of ['Joined', 'Sum', 'Branch']) expect(text).toContain(`_{\\text{through ${name}}}`)
    expect(delta?.note).toContain('Hidden feeds 3 layers')
  })

  it('says what the layers without weights send back, and why', () => {
    const sum = equationsOf(traced, 'sum').find(({ id }) => id === 'sent-back')
    expect(sum?.lines.map(({ caption }) => caption)).toEqual(['To Hidden', 'To Branch'])
    expect(sum?.note).toBe('A sum hands the whole gradient to each of its terms.')
    const joined = (unit: number) => equationsOf(traced, 'joined', { unit }).find(({ id }) => id === 'sent-back')
    expect(joined(1)?.lines.map(({ caption }) => caption)).toEqual(['To Sum'])
    expect(joined(5)?.lines.map(({ caption }) => caption)).toEqual(['To Hidden'])
  })
})

describe('normalizations and dropout', () => {
  const between = (layer: Layer) => tracedOf(network({ layers: [hidden(), layer, output('linear')] }))

  it('show mean, deviation, scale and shift of a batch normalization', () => {
    const traced = between({ kind: 'batch-normalization', id: 'norm', name: 'Norm', momentum: 0.1, epsilon: 1e-5, freezeWeights: false, freezeBiases: false }) // prettier-ignore
    const [, , layer] = traced.trace.layers
    const text = texOf(equationsOf(traced, 'norm'), 'normalization')
    expect(text).toContain('\\text{mean of } x \\text{ over the batch}')
    for (const number of [layer?.measured?.mean[0], layer?.inverseDeviations?.[0], layer?.normalized?.[0]?.[0]])
      expect(text).toContain(texDigits(number ?? Number.NaN))
    expect(texOf(equationsOf(traced, 'norm'), 'weight-gradients')).toContain('\\partial \\gamma^{2}_{1}')
    expect(texOf(equationsOf(traced, 'norm'), 'update-weights')).toContain('\\gamma^{2+}_{1}')
    expect(texOf(equationsOf(traced, 'norm'), 'sent-back')).toContain('\\bar g')
  })

  it('show those over the units of a layer normalization', () => {
    const traced = between({ kind: 'layer-normalization', id: 'norm', name: 'Norm', epsilon: 1e-5, freezeWeights: false, freezeBiases: false }) // prettier-ignore
    expect(texOf(equationsOf(traced, 'norm'), 'normalization')).toContain('over the units')
    expect(texOf(equationsOf(traced, 'norm'), 'sent-back')).toContain('\\bar h')
  })

  it('show the factors of dropout', () => {
    const traced = between({ kind: 'dropout', id: 'drop', name: 'Drop', rate: 0.5 })
    const [, , layer] = traced.trace.layers
    const factor = layer?.dropoutFactors?.[0]?.[0] ?? Number.NaN
    expect(texOf(equationsOf(traced, 'drop'), 'dropped')).toContain(`= ${factor} \\cdot`)
    expect(texOf(equationsOf(traced, 'hidden'), 'delta')).toContain('m^{2}_{1}')
  })
})

describe('biases', () => {
  const withBias = (bias: 'shared' | 'none') =>
    tracedOf(network({ layers: [denseLayer('hidden', 'Hidden', { units: 3, bias }), output('linear')] }))

  it('that are shared are one number, and their gradient a sum', () => {
    const equations = equationsOf(withBias('shared'), 'hidden')
    expect(texOf(equations, 'bias-gradients')).toContain('\\sum_j \\delta^{1}_j')
    expect(equations.find(({ id }) => id === 'bias-gradients')?.note).toContain('share one bias')
  })

  it('that are none are not written', () => {
    const equations = equationsOf(withBias('none'), 'hidden')
    expect(equations.map(({ id }) => id)).not.toContain('bias-gradients')
    expect(texOf(equations, 'weighted-inputs')).not.toContain('b^{1}')
    expect(equations[0]?.note).toBe('Hidden has no biases.')
  })
})

describe('a batch of several samples', () => {
  const traced = tracedOf(network({ layers: [hidden(), output('linear')] }))

  it('has gradients that are means: of products, of outer products, of a product of matrices', () => {
    const gradients = (form: (typeof equationForms)[number]) => texOf(equationsOf(traced, 'hidden', { form, sample: 1 }), 'weight-gradients') // prettier-ignore
    expect(gradients('scalar')).toContain('= \\frac{1}{m} \\sum_s a^{0}_{1} \\, \\delta^{1}_{1} = \\frac{1}{3} \\Big(')
    expect(gradients('vector')).toContain('_{\\text{sample 2}} + \\text{\\small … 2 more samples} \\Big)')
    expect(gradients('matrix')).toContain('\\frac{1}{m} \\Delta^{1} \\, \\left(A^{0}\\right)^T')
  })

  it('has samples as the columns of its matrices', () => {
    const { trace } = traced
    const [, layer] = trace.layers
    const text = texOf(equationsOf(traced, 'hidden', { form: 'matrix' }), 'weighted-inputs')
    const firstRow = (layer?.z ?? []).map(([z = 0]) => Number(z.toPrecision(3)))
    const shown = /= \\begin\{bmatrix\*\}\[r\] ([^\\]*) \\\\[^=]*$/.exec(text)?.[1] ?? ''
    expect(shown.split('&').map((cell) => Number(Number(cell).toPrecision(3)))).toEqual(firstRow)
  })

  it('has a cost that is the mean of the costs', () => {
    const [cost] = lossEquations(readingOf(traced, 'output', { sample: 2 }))
    const text = texOf(cost ? [cost] : [], 'cost')
    expect(text).toContain('C_{3} =')
    expect(text).toContain('\\frac{1}{m} \\left( C_{1} + C_{2} + C_{3} \\right)')
    expect(text).toContain(`\\mathbf{${texDigits(traced.trace.loss)}}`)
  })
})

describe('large layers', () => {
  const traced = tracedOf(
    network({ layers: [denseLayer('hidden', 'Hidden', { units: 64 }), hidden(), output('linear')].map((layer, place) => (place === 1 ? { ...layer, id: 'second' } : layer)) }), // prettier-ignore
  )

  it("show the chosen unit's row", () => {
    const text = texOf(equationsOf(traced, 'hidden', { form: 'vector', unit: 50 }), 'weighted-inputs')
    const [, layer] = traced.trace.layers
    const row = layer?.parameters?.weights[50]?.[0] ?? Number.NaN
    expect(text).toContain(row.toFixed(6))
    expect(text).toContain('… 56 more')
  })

  it('show the chosen weight among the first ones', () => {
    const lines = (input?: number) => {
      const equations = equationsOf(traced, 'second', input === undefined ? {} : { input })
      return texOf(equations, 'weight-gradients')
    }
    expect(lines()).not.toContain('w^{2}_{1,41}')
    expect(lines(40)).toContain('w^{2}_{1,41}')
    const update = texOf(equationsOf(traced, 'second', { input: 40 }), 'update-weights')
    expect(update).toContain('w^{2+}_{1,41}')
  })

  it('add up to the result though terms are left out', () => {
    const text = texOf(equationsOf(traced, 'second'), 'weighted-inputs')
    expect(text).toContain('… 60 more terms')
    expect(text).toContain('\\underbrace{')
  })
})

describe('sequential order', () => {
  it('sends back through the weights that have moved, and says so', () => {
    const traced = tracedOf({ ...workedDocument(), training: { ...workedDocument().training, updateOrder: 'sequential' } }) // prettier-ignore
    const delta = equationsOf(traced, 'hidden').find(({ id }) => id === 'delta')
    expect(delta?.note).toContain('through weights that have moved already (+)')
    expect(texOf(delta ? [delta] : [], 'delta')).toContain('w^{2+}_{11}\\, \\delta^{2}_{1}')
    expect(texOf(delta ? [delta] : [], 'delta')).toContain('0.358916 \\cdot 0.138499')
  })
})

describe.each(idsOf<ActivationId>(activations))('the activation %s', (activation) => {
  it('is written out, and its slope', () => {
    const traced = tracedOf(network({ layers: [hidden(activation), output('linear')] }))
    for (const form of equationForms)
      for (const unit of [0, 1, 2])
        for (const tex of equationsOf(traced, 'hidden', { form, unit }).flatMap(piecesOf))
          expect(() => typeset(tex), tex).not.toThrow()
    const [, layer] = traced.trace.layers
    const a = layer?.a[0]?.[0] ?? Number.NaN
    expect(texOf(equationsOf(traced, 'hidden'), 'activation')).toContain(texDigits(a))
  })
})

describe.each(idsOf<LossId>(losses))('the loss %s', (loss) => {
  it('is written out with its slope in every form', () => {
    const activation = loss === 'categorical-cross-entropy' ? 'softmax' : loss === 'binary-cross-entropy' ? 'sigmoid' : 'tanh' // prettier-ignore
    const traced = tracedOf(network({ layers: [output(activation)], training: { loss } }))
    const shown = texDigits(traced.trace.losses[1] ?? Number.NaN)
    for (const form of ['scalar', 'vector'] as const) {
      const equations = lossEquations(readingOf(traced, 'output', { form, sample: 1 }))
      expect(texOf(equations, 'cost')).toContain(`\\mathbf{${shown}}`)
    }
    for (const tex of everyEquation(traced).flatMap(piecesOf)) expect(() => typeset(tex), tex).not.toThrow()
  })
})

describe.each(idsOf<OptimizerId>(optimizers))('the optimizer %s', (id) => {
  const plain: { readonly momentum?: number; readonly nesterov?: boolean }[] = [{}]
  const withMomentum = [
    { momentum: 0, nesterov: false },
    { momentum: 0.9, nesterov: false },
    { momentum: 0.9, nesterov: true },
  ]
  const settings = id === 'sgd' ? withMomentum : plain

  it.each(settings)('is written out from the gradient to the new weight %o', (changes) => {
    const optimizer = { ...defaultSettings(optimizers, id), ...changes } as TrainingSettings['optimizer']
    const traced = tracedOf(network({ layers: [hidden(), output('linear')], training: { optimizer } }), { updates: 2 })
    const update = traced.updateOf('hidden')
    const text = texOf(equationsOf(traced, 'hidden'), 'update-weights')
    for (const { name, weights } of update?.terms ?? []) {
      if (['l1', 'l2', 'penalized', 'clipped', 'decay'].includes(name)) continue
      if (id === 'sgd' && changes.momentum === 0 && name !== 'old' && name !== 'new') continue
      if (id === 'sgd' && changes.nesterov === false && name === 'direction') continue
      expect(text, name).toContain(texDigits(weights[0]?.[0] ?? Number.NaN))
    }
    for (const tex of everyEquation(traced).flatMap(piecesOf)) expect(() => typeset(tex), tex).not.toThrow()
  })
})

describe('weight decay', () => {
  it('acts on weights, and not on biases', () => {
    const optimizer = defaultSettings(optimizers, 'adamw')
    const equations = equationsOf(tracedOf(network({ layers: [output('linear')], training: { optimizer } })), 'output')
    expect(texOf(equations, 'update-weights')).toContain('w^{1}_{11} + c_t - ')
    expect(texOf(equations, 'update-biases')).not.toContain('c_t')
  })
})

describe('penalties and clipping', () => {
  const training = (changes: Partial<TrainingSettings>) => network({ layers: [output('linear')], training: changes })
  const updateOf = (document: ProjectDocument) => texOf(equationsOf(tracedOf(document), 'output'), 'update-weights')

  it('add the shares of L1 and L2', () => {
    const text = updateOf(training({ regularization: { l1: 0.01, l2: 0.1 } }))
    expect(text).toContain('+ \\lambda_1 \\operatorname{sign}(w^{1}_{11}) + \\lambda_2 w^{1}_{11}')
    expect(text).toContain('\\tilde g')
  })

  it('multiply by the factor of the norm', () => {
    const document = training({ clipping: { ...defaultSettings(clippings, 'norm'), limit: 0.01 } })
    const factor = tracedOf(document).updateOf('output')?.clippingFactor ?? Number.NaN
    expect(updateOf(document)).toContain(`= ${texDigits(factor)} \\cdot`)
    const note = equationsOf(tracedOf(document), 'output').find(({ id }) => id === 'update-weights')?.note
    expect(note).toContain('clipping multiplies it by')
  })

  it('limit each value', () => {
    const document = training({ clipping: { ...defaultSettings(clippings, 'value'), limit: 0.001 } })
    expect(updateOf(document)).toContain('\\min(\\text{limit}, \\max(-\\text{limit},')
  })

  it('stay hidden with the gradient that they are made of', () => {
    const changes = { ...training({ regularization: { l1: 0, l2: 0.1 } }).training, clipping: { ...defaultSettings(clippings, 'norm'), limit: 0.01 } } // prettier-ignore
    const adam = { ...changes, optimizer: defaultSettings(optimizers, 'adam') }
    const traced = tracedOf(training(adam), { updates: 1 })
    const before = ['l1', 'l2', 'old', 'meanBefore', 'varianceBefore']
    const made = traced.updateOf('output')?.terms.filter(({ name }) => !before.includes(name)) ?? []
    for (const form of ['scalar', 'matrix'] as const) {
      const veiled = equationsOf(traced, 'output', { form }).map((each) => veiledEquation(each, ({ what }) => what !== 'updateTerm' && what !== 'weightGradient' && what !== 'newWeight')) // prettier-ignore
      const text = texOf(veiled, 'update-weights')
      for (const { weights } of made) expect(text).not.toContain(texDigits(weights[0]?.[0] ?? Number.NaN))
    }
    expect(made.length).toBeGreaterThan(5)
  })
})
