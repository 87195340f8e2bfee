import { prepareData } from '@engine/data/prepare'
import { buildNetwork, initialParameters, type Parameters } from '@engine/network'
import { traceSample } from '@engine/trace'
import { freshTrainerState, Trainer } from '@engine/trainer'
import { type ProjectDocument } from '@shared/document/schema'
import { expect, test } from 'vitest'
import { fixture, workedDocument } from '../../helpers/documents'

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
  readonly variants: {
    readonly simultaneous_biasesFixed: Readonly<Record<string, { readonly E: number; readonly outputs: number[] }>>
    readonly simultaneous_biasPerNeuron: Readonly<Record<string, { readonly E: number; readonly outputs: number[] }>>
  }
}

const worked = fixture('test/fixtures/worked-example.json') as Worked
const { input, target, computed, variants } = worked

function trainerOf(document: ProjectDocument): Trainer {
  return new Trainer(
    buildNetwork(document),
    prepareData(document, null),
    freshTrainerState(initialParameters(document), document.training),
  )
}

function trained(document: ProjectDocument, updates: number): Trainer {
  const trainer = trainerOf(document)
  for (let update = 0; update < updates; update++) trainer.step(document.training)
  return trainer
}

function withTrainedBiases(document: ProjectDocument): ProjectDocument {
  const layers = document.network.layers.map((layer) =>
    layer.kind === 'dense' ? { ...layer, freezeBiases: false } : layer,
  )
  return { ...document, network: { ...document.network, layers } }
}

const asNote = ({ hidden, output }: Parameters) => ({
  W1: hidden?.weights,
  b1: hidden?.biases,
  W2: output?.weights,
  b2: output?.biases,
})

function traceOf(document: ProjectDocument, parameters: Parameters) {
  const { loss, costGradient, layers } = traceSample(buildNetwork(document), parameters, input, target)
  const [hidden, output] = layers
  if (!hidden || !output) throw new Error('The worked example has two layers.')
  return { loss, costGradient, hidden, output }
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
  expect(document.training.optimizer).toEqual({ id: 'sgd', learningRate: worked.learningRate, momentum: 0 })
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
  const { parameters } = trained(document, 1).state
  expectClose(asNote(parameters), computed.afterOneUpdate_biasesFixed.parameters)
  const { loss, hidden, output } = traceOf(document, parameters)
  const { e: _errors, ...forward } = computed.afterOneUpdate_biasesFixed.forward
  expectClose({ z1: hidden.z, a1: hidden.a, z2: output.z, a2: output.a, E: loss }, forward)
})

test('what the lecture note prints, to the digits it prints', () => {
  const document = workedDocument()
  const { loss, costGradient, hidden, output } = traceOf(document, initialParameters(document))
  const after = asNote(trained(document, 1).state.parameters)
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
    dE_dw5: output.weightGradients[0]?.[0],
    dEo1_dnet_o1: output.delta[0],
    dout_h1_dnet_h1: hidden.derivative?.[0],
    dE_dw1: hidden.weightGradients[0]?.[0],
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
  const { state } = trained(document, 10_000)
  const { loss, output } = traceOf(document, state.parameters)
  const { parameters, outputs, E } = computed.after10000Updates_biasesFixed
  expectClose({ parameters: asNote(state.parameters), outputs: output.a, E: loss }, { parameters, outputs, E })
})

test('10,000 updates with trained biases', () => {
  const document = withTrainedBiases(workedDocument())
  const { state } = trained(document, 10_000)
  const { loss, output } = traceOf(document, state.parameters)
  const { parameters, outputs, E } = computed.after10000Updates_biasesTrained
  expectClose({ parameters: asNote(state.parameters), outputs: output.a, E: loss }, { parameters, outputs, E })
})

test.each([
  ['biases fixed', workedDocument(), variants.simultaneous_biasesFixed],
  ['a trained bias per unit', withTrainedBiases(workedDocument()), variants.simultaneous_biasPerNeuron],
])('%s: cost and outputs on the way', (_name, document, expected) => {
  for (const [updates, { E, outputs }] of Object.entries(expected)) {
    const { loss, output } = traceOf(document, trained(document, Number(updates)).state.parameters)
    expectClose({ E: loss, outputs: output.a }, { E, outputs })
  }
})
