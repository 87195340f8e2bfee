import { layerUpdate } from '@engine/inspection/update-terms'
import { backward } from '@engine/reference/backward'
import { forward } from '@engine/reference/forward'
import { randomFromState } from '@engine/random'
import { defaultSettings, idsOf } from '@shared/catalog/entry'
import { layerKinds } from '@shared/catalog/layers'
import { optimizers } from '@shared/catalog/optimizers'
import { type LayerStepTrace } from '@shared/inspection/step-trace'
import { describe, expect, test } from 'vitest'
import { largestDifference } from '../../../helpers/golden'
import { randomDocument } from '../../../helpers/random-networks'
import { numbersOf, tracedAfter } from '../../../helpers/traced-steps'

const NETWORKS = 100
const documents = Array.from({ length: NETWORKS }, (_, seed) => randomDocument(seed + 1))
const steps = documents.flatMap((document) => {
  const made = tracedAfter(document, 2)
  return made ? [{ document, ...made }] : []
})

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)
const expectClose = (actual: readonly number[], expected: readonly number[], what: string): void =>
  expect(largestDifference(actual, expected), what).toBeLessThan(1e-12)
const flat = (rows: readonly (readonly number[])[]): number[] => rows.flat()

test('the networks are trained and cover every kind of layer', () => {
  expect(steps.length).toBe(NETWORKS)
  const kinds = steps.flatMap(({ traced }) => traced.trace.layers.map(({ kind }) => kind))
  expect(new Set(kinds)).toEqual(new Set(idsOf(layerKinds)))
  const branched = steps.filter(({ traced }) => traced.trace.layers.some(({ branches }) => branches.length > 1))
  expect(branched.length).toBeGreaterThan(30)
  expect(steps.filter(({ traced }) => traced.trace.layers.some((layer) => layer.jacobianTerms)).length).toBeGreaterThan(
    10,
  )
})

test.each(steps.map((step, index) => ({ index, ...step })))(
  'network $index: the trace has the numbers of the reference engine',
  ({ traced, trainer }) => {
    const { network, state, request, trace } = traced
    const { samples } = request
    const pass = forward(network, state, samples.x, { kind: 'training', random: randomFromState(state.dropout) })
    const { deltas, gradients } = backward(network, state.parameters, pass, samples)
    for (const layer of trace.layers) {
      const own = pass[layer.id]
      expectClose(flat(layer.a), flat(own?.a ?? []), `${layer.id} a`)
      if (layer.kind !== 'input') expectClose(flat(layer.x), flat(own?.x ?? []), `${layer.id} x`)
      expectClose(flat(layer.z ?? []), flat(own?.z ?? []), `${layer.id} z`)
      expectClose(flat(layer.delta ?? []), layer.z ? flat(deltas[layer.id] ?? []) : [], `${layer.id} delta`)
      const back = gradients[layer.id]
      expectClose(flat(layer.gradients?.weights ?? []), flat(back?.weights ?? []), `${layer.id} weights`)
      expectClose([...(layer.gradients?.biases ?? [])], back?.biases ?? [], `${layer.id} biases`)
    }
    const before = numbersOf(trainer.program.parameters())
    const { stretches } = trainer.advance(1)
    expect(trace.loss).toBe(stretches[0]?.losses[0])
    expect(before).toEqual(numbersOf(state.parameters))
    expect(numbersOf(traced.parts.parameters)).toEqual(numbersOf(trainer.program.parameters()))
  },
)

describe('the terms of the trace add up', () => {
  const layers = steps.flatMap(({ traced: { trace } }) => trace.layers.map((layer) => ({ trace, layer })))

  test('branches to dC/da', () => {
    for (const { trace, layer } of layers) {
      if (layer.branches.length === 0) continue
      const summed = layer.gradientOfA.map((row, sample) =>
        row.map((_, unit) => sumOf(layer.branches.map(({ gradient }) => gradient[sample]?.[unit] ?? Number.NaN))),
      )
      expectClose(flat(summed), flat(layer.gradientOfA), `${trace.step} ${layer.id}`)
    }
  })

  test('each branch of a dense layer is W^T delta', () => {
    for (const { trace, layer } of layers)
      for (const { layer: id, start, gradient } of layer.branches) {
        const consumer = trace.layers.find((each) => each.id === id)
        const weights = consumer?.kind === 'dense' ? consumer.parameters?.weights : undefined
        if (!weights) continue
        const sent = gradient.map((row, sample) =>
          row.map((_, unit) =>
            sumOf(weights.map((line, to) => (line[start + unit] ?? 0) * (consumer?.delta?.[sample]?.[to] ?? 0))),
          ),
        )
        expectClose(flat(sent), flat(gradient), `${layer.id} to ${id}`)
      }
  })

  test('dC/da through the derivative, or the terms of the Jacobian, to delta', () => {
    const through = ({ gradientOfA, derivative, jacobianTerms }: LayerStepTrace): number[] =>
      derivative
        ? derivative.flatMap((row, sample) => row.map((slope, unit) => slope * (gradientOfA[sample]?.[unit] ?? 0)))
        : (jacobianTerms ?? []).flatMap((sample) => sample.map(sumOf))
    for (const { layer } of layers) if (layer.delta) expectClose(through(layer), flat(layer.delta), layer.id)
  })

  test('delta and x to the gradients of dense layers', () => {
    for (const { trace, layer } of layers) {
      if (layer.kind !== 'dense') continue
      const weights = layer.parameters?.weights ?? []
      const gradients = weights.map((row, unit) =>
        row.map((_, input) =>
          sumOf(
            layer.x.map((x, sample) => ((x[input] ?? 0) * (layer.delta?.[sample]?.[unit] ?? 0)) / trace.totalWeight),
          ),
        ),
      )
      const masked = layer.gradients?.weights.map((row, unit) =>
        row.map((value, input) => (value === 0 ? 0 : (gradients[unit]?.[input] ?? Number.NaN))),
      )
      expectClose(flat(masked ?? []), flat(layer.gradients?.weights ?? []), layer.id)
    }
  })

  test('the terms of the update to the new parameters, for every optimizer and clipping', () => {
    const seen = new Set<string>()
    for (const id of idsOf(optimizers))
      for (const document of documents.slice(0, 12)) {
        const settings = defaultSettings(optimizers, id)
        const optimizer = settings.id === 'sgd' ? { ...settings, momentum: 0.9, nesterov: true } : settings
        const made = tracedAfter({ ...document, training: { ...document.training, optimizer } }, 2)
        if (!made) continue
        const { traced } = made
        for (const layer of traced.network.layers) {
          const update = layerUpdate(traced, layer)
          if (!update) continue
          const term = (name: string): number[] => {
            const found = update.terms.find((each) => each.name === name)
            return found ? [...flat(found.weights), ...found.biases] : []
          }
          const { parameters } = traced.parts
          expect(term('new')).toEqual(numbersOf({ [layer.id]: parameters[layer.id] ?? { weights: [], biases: [] } }))
          expectClose(
            term('gradient').map((value, index) => value + (term('l1')[index] ?? 0) + (term('l2')[index] ?? 0)),
            term('penalized'),
            `${id} ${layer.id}`,
          )
          const moved = formulas[id]?.(term, update.rate)
          if (!moved || update.frozenWeights || update.frozenBiases) continue
          seen.add(id)
          expectClose(moved, term('new'), `${id} ${layer.id}`)
        }
      }
    expect(seen).toEqual(new Set(idsOf(optimizers)))
  })
})

type Term = (name: string) => number[]

/** theta after the update from the terms that are shown, as the optimizers' papers write it. */
const formulas: Record<string, (term: Term, rate: number) => number[]> = {
  sgd: (term, rate) => term('old').map((old, at) => old - rate * (term('direction')[at] ?? Number.NaN)),
  adagrad: (term, rate) =>
    term('old').map((old, at) => old - (rate * (term('clipped')[at] ?? 0)) / (term('divisor')[at] ?? 0)),
  rmsprop: (term, rate) => term('old').map((old, at) => old - rate * (term('velocity')[at] ?? Number.NaN)),
  adam: (term, rate) =>
    term('old').map((old, at) => old - (rate * (term('meanHat')[at] ?? 0)) / (term('divisor')[at] ?? 0)),
  adamw: (term, rate) =>
    term('old').map(
      (old, at) => old + (term('decay')[at] ?? 0) - (rate * (term('meanHat')[at] ?? 0)) / (term('divisor')[at] ?? 0),
    ),
  nadam: (term) => term('old').map((old, at) => old - (term('direction')[at] ?? 0) / (term('divisor')[at] ?? 0)),
  rprop: (term) =>
    term('old').map((old, at) => old - Math.sign(term('followed')[at] ?? 0) * (term('stepSize')[at] ?? Number.NaN)),
}
