import { prepareData } from '@engine/data/prepare'
import { GradientComparison } from '@engine/inspection/gradient-comparison'
import { initialParameters } from '@engine/initial-parameters'
import { buildNetwork } from '@engine/network'
import { freshStatistics } from '@engine/parameters'
import { BatchCost } from '@engine/reference/batch-cost'
import { samplesOf } from '@engine/reference/program'
import { randomFromSeed } from '@engine/random'
import { denseLayer } from '@shared/document/defaults'
import { type ProjectDocument } from '@shared/document/schema'
import { expect, test } from 'vitest'
import { inlineDocument } from '../../../helpers/documents'
import { randomDocument } from '../../../helpers/random-documents'

function partsOf(document: ProjectDocument) {
  const network = buildNetwork(document)
  const data = prepareData(document, null)
  const model = { parameters: initialParameters(document), statistics: freshStatistics(network) }
  const { regularization } = document.training
  const options = { regularization, dropout: [9, 8, 7, 6] as const }
  return { network, model, samples: samplesOf(data, data.split.training), options }
}

test('backpropagation equals central differences in 100 random networks, away from corners', () => {
  let [compared, kinks] = [0, 0]
  for (let seed = 0; seed < 100; seed++) {
    const { network, model, samples, options } = partsOf(randomDocument(randomFromSeed(seed, 'split')))
    const comparison = new GradientComparison(network, model, samples, options)
    for (const place of comparison.places.filter((_, index) => index % 5 === 0)) {
      const { error, kink, numeric, analytic } = comparison.at(place, 1e-5)
      compared += 1
      if (kink) kinks += 1
      // The quotient itself is rounded: about 1e-16 over the step.
      else if (Math.abs(numeric - analytic) > 1e-9) expect(error, `${seed} ${JSON.stringify(place)}`).toBeLessThan(1e-4)
    }
  }
  expect(compared).toBeGreaterThan(500)
  expect(kinks).toBeLessThan(compared / 20)
})

test('a planted wrong gradient is found, and it alone', () => {
  let found = 0
  for (let seed = 0; seed < 30; seed++) {
    const { network, model, samples, options } = partsOf(randomDocument(randomFromSeed(seed, 'split')))
    const gradients = new BatchCost(network, model, samples, options).gradients()
    const right = new GradientComparison(network, model, samples, options)
    const smooth = right.places.filter((place) => {
      const { kink, analytic } = right.at(place, 1e-5)
      return !kink && Math.abs(analytic) > 1e-4
    })
    const planted = smooth[Math.floor(smooth.length / 2)]
    if (!planted) continue
    const own = gradients[planted.layer]
    const values = planted.row === null ? own?.biases : own?.weights[planted.row]
    if (!values) throw new Error('The place is one of the parameters.')
    values[planted.column] = (values[planted.column] ?? 0) * 1.01
    const comparison = new GradientComparison(network, model, samples, { ...options, gradients })
    expect(smooth.filter((place) => comparison.at(place, 1e-5).error > 1e-3)).toEqual([planted])
    found += 1
  }
  expect(found).toBeGreaterThan(20)
})

test('a difference across a corner is flagged, with a step that reaches it and with no smaller one', () => {
  const document = inlineDocument({
    features: [[1]],
    targets: [[0]],
    layers: [
      denseLayer('hidden', 'Hidden', { units: 1, activation: 'relu', initialWeights: [[0.01]], initialBiases: [0] }),
      denseLayer('output', 'Output', { units: 1, activation: 'linear', initialWeights: [[1]], initialBiases: [1] }),
    ],
    training: { loss: 'half-squared-error' },
  })
  const { network, model, samples } = partsOf(document)
  const comparison = new GradientComparison(network, model, samples)
  const place = { layer: 'hidden', row: 0, column: 0 }
  expect(comparison.at(place, 0.1)).toMatchObject({ kink: true, analytic: 1.01 })
  const { kink, error } = comparison.at(place, 0.001)
  expect([kink, error < 1e-9]).toEqual([false, true])
  expect(() => comparison.at({ ...place, layer: 'input' }, 0.1)).toThrow('input has no parameters.')
})
