import { numberPlace, weightChange } from '@engine/inspection/weight-change'
import { defaultSettings, idsOf } from '@shared/catalog/entry'
import { optimizers } from '@shared/catalog/optimizers'
import { type WeightChange } from '@shared/inspection/weight-change'
import { describe, expect, test } from 'vitest'
import { fixture, workedDocument } from '../../../helpers/documents'
import { randomDocument } from '../../../helpers/random-networks'
import { tracedAfter } from '../../../helpers/traced-steps'

const NETWORKS = 100
const documents = Array.from({ length: NETWORKS }, (_, seed) => randomDocument(seed + 1))

interface Found extends WeightChange {
  /** The size of what a gradient is summed of: a shared bias adds deltas of units, which may cancel. */
  readonly summand: number
}

/** A few parameters of every layer: weights, and a bias. */
function changesOf(document: (typeof documents)[number], mostPaths: number): Found[] {
  const made = tracedAfter(document, 2)
  if (!made) return []
  const { traced } = made
  return traced.network.layers.flatMap((layer) =>
    [
      { unit: 0, input: 0 },
      { unit: layer.units - 1, input: layer.kind === 'dense' ? layer.inputs - 1 : 0 },
      { unit: 0, input: null },
    ].flatMap((place) => {
      const change = weightChange(traced, layer, { place, mostPaths })
      expect(change === null).toBe(numberPlace(layer, place) === null)
      if (!change) return []
      const deltas = traced.parts.back.deltas[layer.id] ?? []
      const largest = Math.max(...deltas.flat().map(Math.abs), 0)
      const inputs = Math.max(...change.samples.map(({ input }) => Math.abs(input)))
      return [{ ...change, summand: (largest * inputs) / traced.trace.totalWeight }]
    }),
  )
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)
/** Relative to the largest of the numbers that are added, or of what they were added from. */
function expectSum(values: readonly number[], expected: number, what: string, summand = 0, tolerance = 1e-12): void {
  const size = Math.max(Math.abs(expected), ...values.map(Math.abs), summand, Number.MIN_VALUE)
  expect(Math.abs(sumOf(values) - expected) / size, what).toBeLessThan(tolerance)
}

describe('the parts add up to the change', () => {
  test.each(idsOf(optimizers))('with %s', (id) => {
    const settings = defaultSettings(optimizers, id)
    const optimizer = settings.id === 'sgd' || settings.id === 'rmsprop' ? { ...settings, momentum: 0.9 } : settings
    let moved = 0
    for (const document of documents.slice(0, 40))
      for (const change of changesOf({ ...document, training: { ...document.training, optimizer } }, 0)) {
        const { parts, samples, frozen, scale, gradient, penalized, clipped } = change
        const { rounding, ...others } = parts
        const what = `${id} ${change.layer} ${change.unit} ${change.input}`
        expectSum(
          samples.map((sample) => sample.gradient),
          gradient,
          what,
          change.summand,
        )
        expectSum([...samples.map((sample) => sample.change)], parts.data, what)
        expectSum([...Object.values(others), rounding], change.new - change.old, what)
        // What is left to rounding is the last digits of the parameter, and of the parts that cancel.
        const summand = Math.abs(scale) * change.summand
        const largest = Math.max(...[change.old, change.new, summand, ...Object.values(others)].map(Math.abs))
        expect(Math.abs(rounding), what).toBeLessThanOrEqual(16 * Number.EPSILON * largest)
        if (frozen) expect([change.new, scale]).toEqual([change.old, 0])
        else expectSum([parts.data, parts.l1, parts.l2, parts.clipping], scale * clipped, what, summand)
        if (!frozen && change.new !== change.old) moved += 1
        if (others.l1 === 0 && others.l2 === 0 && !frozen && scale !== 0) expect(penalized).toBe(gradient)
      }
    expect(moved).toBeGreaterThan(100)
  })
})

describe('the paths from a weight to the loss', () => {
  test('all listed, or some and the sum of the rest, add up to the gradient in 100 random networks', () => {
    let [complete, partly] = [0, 0]
    for (const document of documents) {
      // A normalization of two numbers has the derivative 1 - (1 + n^2) / 2 with n near 1: its digits are lost in the
      // engine as on the path, and no size of a path tells it.
      const normalized = document.network.layers.some(({ kind }) => kind.endsWith('normalization'))
      const tolerance = normalized ? 1e-10 : 1e-12
      for (const { paths, gradient, layer } of changesOf(document, 25)) {
        expect(paths, layer).not.toBeNull()
        if (!paths) continue
        const products = paths.listed.map(({ product }) => product)
        for (const { product, stops } of paths.listed) {
          expect(stops.at(-1)?.at).toBe('loss')
          expectSum([stops.reduce((all, { factor }) => all * factor, 1)], product, layer)
        }
        expect(paths.listed.length + paths.omittedCount).toBe(paths.count)
        expect(products.map(Math.abs)).toEqual(products.map(Math.abs).toSorted((a, b) => b - a))
        expect(paths.magnitude).toBeGreaterThanOrEqual(Math.abs(gradient) * (1 - 1e-12))
        // Paths cancel: softmax and normalizations have large ones of both signs.
        expectSum([...products, paths.omittedSum], gradient, layer, paths.magnitude, tolerance)
        expectSum([paths.total], gradient, layer, paths.magnitude, tolerance)
        if (paths.omittedCount === 0) complete += 1
        else partly += 1
      }
    }
    expect(complete).toBeGreaterThan(100)
    expect(partly).toBeGreaterThan(100)
  })

  test('of w1 in the worked example are the two that the note adds', () => {
    const { computed } = fixture('test/fixtures/worked-example.json') as {
      computed: {
        backward: { dW1: number[][]; sp1: number[]; partials: { dEo1_douth1: number; dEo2_douth1: number } }
        afterOneUpdate_biasesFixed: { parameters: { W1: number[][] } }
      }
    }
    const [change] = changesOf(workedDocument(), 10).filter(({ layer, input }) => layer === 'hidden' && input === 0)
    // changesOf looks at the third update; the note's is the first.
    expect(change?.paths?.count).toBe(2)
    const traced = tracedAfter(workedDocument(), 0)?.traced
    const hidden = traced?.network.layers.find(({ id }) => id === 'hidden')
    if (!traced || !hidden) throw new Error('The worked example has a hidden layer.')
    const first = weightChange(traced, hidden, { place: { unit: 0, input: 0 }, mostPaths: 10 })
    const { backward, afterOneUpdate_biasesFixed: after } = computed
    const [slope = 0] = backward.sp1
    const products = [backward.partials.dEo1_douth1, backward.partials.dEo2_douth1].map((each) => each * slope * 0.05)
    first?.paths?.listed.forEach(({ product }, index) => expectSum([product], products[index] ?? 0, `path ${index}`))
    expect(first?.paths?.listed).toHaveLength(2)
    expectSum([first?.gradient ?? 0], backward.dW1[0]?.[0] ?? 0, 'gradient')
    expectSum([first?.new ?? 0], after.parameters.W1[0]?.[0] ?? 0, 'new')
    expectSum([first?.parts.data ?? 0], -0.5 * (backward.dW1[0]?.[0] ?? 0), 'change')
  })
})
