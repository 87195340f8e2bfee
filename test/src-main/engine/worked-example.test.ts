import { initialParameters } from '@engine/initial-parameters'
import { buildNetwork, type Parameters } from '@engine/network'
import { traceSample } from '@engine/trace'
import { type DenseLayer, type ProjectDocument } from '@shared/document/schema'
import { describe, expect, test } from 'vitest'
import { fixture, workedDocument } from '../../helpers/documents'
import { programs, trainerOf } from '../../helpers/trainers'

interface Weights {
  readonly W1: number[][]
  readonly b1: number[]
  readonly W2: number[][]
  readonly b2: number[]
}
interface Forward {
  readonly z1: number[]
  readonly a1: number[]
  readonly z2: number[]
  readonly a2: number[]
  readonly e: number[]
  readonly E: number
}
type Variant =
  | 'simultaneous_biasesFixed'
  | 'sequential_biasesFixed'
  | 'simultaneous_biasPerNeuron'
  | 'simultaneous_biasSharedPerLayer'
interface Worked {
  readonly input: number[]
  readonly target: number[]
  readonly learningRate: number
  readonly initial: Weights
  readonly computed: {
    readonly forward: Forward
    readonly backward: {
      readonly gradC: number[]
      readonly sp2: number[]
      readonly d2: number[]
      readonly dW2: number[][]
      readonly db2: number[]
      readonly wTd: number[]
      readonly sp1: number[]
      readonly d1: number[]
      readonly dW1: number[][]
      readonly db1: number[]
      readonly partials: { readonly dEo1_douth1: number; readonly dEo2_douth1: number }
    }
    readonly afterOneUpdate_biasesFixed: { readonly parameters: Weights; readonly forward: Forward }
    readonly after10000Updates_biasesFixed: {
      readonly parameters: Weights
      readonly outputs: number[]
      readonly E: number
    }
    readonly after10000Updates_biasesTrained: {
      readonly parameters: Weights
      readonly outputs: number[]
      readonly E: number
    }
  }
  readonly printed: Readonly<Record<string, number>>
  readonly variants: Readonly<
    Record<Variant, Readonly<Record<string, { readonly E: number; readonly outputs: number[] }>>>
  >
}

const worked = fixture('test/fixtures/worked-example.json') as Worked
const { input, target, computed, variants } = worked

function trained(document: ProjectDocument, updates: number): Parameters {
  const trainer = trainerOf(document)
  trainer.advance(updates)
  return trainer.program.parameters()
}

function withDenseLayers(
  document: ProjectDocument,
  changes: (layer: DenseLayer) => Partial<DenseLayer>,
): ProjectDocument {
  const layers = document.network.layers.map((layer) =>
    layer.kind === 'dense' ? { ...layer, ...changes(layer) } : layer,
  )
  return { ...document, network: { ...document.network, layers } }
}

const withTrainedBiases = (document: ProjectDocument): ProjectDocument =>
  withDenseLayers(document, () => ({ freezeBiases: false }))

const withSharedBiases = (document: ProjectDocument): ProjectDocument =>
  withDenseLayers(document, ({ initialBiases = [] }) => ({
    freezeBiases: false,
    bias: 'shared',
    initialBiases: initialBiases.slice(0, 1),
  }))

const sequential = (document: ProjectDocument): ProjectDocument => ({
  ...document,
  training: { ...document.training, updateOrder: 'sequential' },
})

const asNote = ({ hidden, output }: Parameters) => ({
  W1: hidden?.weights,
  b1: hidden?.biases,
  W2: output?.weights,
  b2: output?.biases,
})

function traceOf(document: ProjectDocument, parameters: Parameters) {
  const { loss, costGradient, layers } = traceSample(
    buildNetwork(document),
    { parameters, statistics: {} },
    input,
    target,
  )
  const dense = (layer: (typeof layers)[number] | undefined) => {
    const { z, delta, weights } = layer ?? {}
    if (!layer || !z || !delta || !weights) throw new Error('The worked example has two dense layers.')
    return { ...layer, z, delta, weights }
  }
  return { loss, costGradient, hidden: dense(layers[1]), output: dense(layers[2]) }
}

/** toEqual with every number to 12 digits after the point. */
function expectClose(actual: unknown, expected: unknown): void {
  const rounded = (value: unknown): unknown =>
    JSON.parse(
      JSON.stringify(value, (_, each: unknown) => (typeof each === 'number' ? Number(each.toFixed(12)) : each)),
    )
  expect(rounded(actual)).toEqual(rounded(expected))
}

test('the example project is the note: data, weights, rate', () => {
  const document = workedDocument()
  expect(document.dataset).toMatchObject({ features: [input], targets: [target] })
  expect(asNote(initialParameters(document))).toEqual(worked.initial)
  expect(document.training.optimizer).toEqual({
    id: 'sgd',
    learningRate: worked.learningRate,
    momentum: 0,
    nesterov: false,
  })
})

test('forward and backward: every number of the note', () => {
  const document = workedDocument()
  const { loss, costGradient, hidden, output } = traceOf(document, initialParameters(document))
  const { forward, backward } = computed
  expectClose(
    {
      z1: hidden.z,
      a1: hidden.a,
      z2: output.z,
      a2: output.a,
      e: output.a.map((a, unit) => 0.5 * (a - (target[unit] ?? 0)) ** 2),
      E: loss,
    },
    forward,
  )
  const { partials, wTd, ...own } = backward
  expectClose(
    {
      gradC: costGradient,
      sp2: output.derivative,
      d2: output.delta,
      dW2: output.weightGradients,
      db2: output.biasGradients,
      sp1: hidden.derivative,
      d1: hidden.delta,
      dW1: hidden.weightGradients,
      db1: hidden.biasGradients,
    },
    own,
  )
  const sent = (unit: number): number[] =>
    output.weights.map((row, other) => (row[unit] ?? 0) * (output.delta[other] ?? 0))
  expectClose(
    [0, 1].map((unit) => sent(unit).reduce((sum, part) => sum + part, 0)),
    wTd,
  )
  expectClose(sent(0), [partials.dEo1_douth1, partials.dEo2_douth1])
})

test('one update with fixed biases, and the forward pass after it', () => {
  const document = workedDocument()
  const parameters = trained(document, 1)
  expectClose(asNote(parameters), computed.afterOneUpdate_biasesFixed.parameters)
  const { loss, hidden, output } = traceOf(document, parameters)
  const { e: _errors, ...forward } = computed.afterOneUpdate_biasesFixed.forward
  expectClose({ z1: hidden.z, a1: hidden.a, z2: output.z, a2: output.a, E: loss }, forward)
})

test('what the lecture note prints, to the digits it prints', () => {
  const document = workedDocument()
  const { loss, costGradient, hidden, output } = traceOf(document, initialParameters(document))
  const after = asNote(trained(document, 1))
  const ours: Record<string, number | undefined> = {
    net_h1: hidden.z[0],
    out_h1: hidden.a[0],
    net_h2: hidden.z[1],
    out_h2: hidden.a[1],
    net_o1: output.z[0],
    out_o1: output.a[0],
    out_o2: output.a[1],
    E_total: loss,
    dE_dout_o1: costGradient[0],
    dout_o1_dnet_o1: output.derivative?.[0],
    dE_dw5: output.weightGradients?.[0]?.[0],
    dEo1_dnet_o1: output.delta[0],
    dout_h1_dnet_h1: hidden.derivative?.[0],
    dE_dw1: hidden.weightGradients?.[0]?.[0],
    w1: after.W1?.[0]?.[0],
    w2: after.W1?.[0]?.[1],
    w3: after.W1?.[1]?.[0],
    w4: after.W1?.[1]?.[1],
    w5: after.W2?.[0]?.[0],
    w6: after.W2?.[0]?.[1],
    w7: after.W2?.[1]?.[0],
    w8: after.W2?.[1]?.[1],
  }
  for (const [name, value] of Object.entries(ours))
    expect(value, name).toBeCloseTo(worked.printed[name] ?? Number.NaN, 8)
})

test('10,000 updates with fixed biases', () => {
  const document = workedDocument()
  const after = trained(document, 10_000)
  const { loss, output } = traceOf(document, after)
  const { parameters, outputs, E } = computed.after10000Updates_biasesFixed
  expectClose({ parameters: asNote(after), outputs: output.a, E: loss }, { parameters, outputs, E })
})

test('10,000 updates with trained biases', () => {
  const document = withTrainedBiases(workedDocument())
  const after = trained(document, 10_000)
  const { loss, output } = traceOf(document, after)
  const { parameters, outputs, E } = computed.after10000Updates_biasesTrained
  expectClose({ parameters: asNote(after), outputs: output.a, E: loss }, { parameters, outputs, E })
})

const documents: Readonly<Record<Variant, ProjectDocument>> = {
  simultaneous_biasesFixed: workedDocument(),
  sequential_biasesFixed: sequential(workedDocument()),
  simultaneous_biasPerNeuron: withTrainedBiases(workedDocument()),
  simultaneous_biasSharedPerLayer: withSharedBiases(workedDocument()),
}

test('every variant is measured after one update and after 10,000', () => {
  expect(Object.keys(variants)).toEqual(Object.keys(documents))
  for (const measured of Object.values(variants))
    expect(Object.keys(measured)).toEqual(expect.arrayContaining(['1', '10000']))
})

describe.each(programs)('$name', ({ createProgram }) => {
  test.each(Object.keys(documents) as Variant[])('%s: cost and outputs on the way', (variant) => {
    const trainer = trainerOf(documents[variant], { createProgram })
    for (const [updates, { E, outputs }] of Object.entries(variants[variant])) {
      trainer.advance(Number(updates) - trainer.step)
      const measured = trainer.program.measure([0])
      expectClose({ E: measured.loss, outputs: [...measured.outputs] }, { E, outputs })
    }
  })
})
