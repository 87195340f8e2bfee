import { prepareData } from '@engine/data/prepare'
import { initialParameters } from '@engine/initial-parameters'
import { buildNetwork } from '@engine/network'
import { freshStatistics } from '@engine/parameters'
import { checkGradients } from '@engine/reference/gradient-check'
import { samplesOf } from '@engine/reference/program'
import { randomFromSeed } from '@engine/random'
import { idsOf } from '@shared/catalog/entry'
import { layerKinds } from '@shared/catalog/layers'
import { losses } from '@shared/catalog/losses'
import { inferShapes } from '@shared/document/shapes'
import { describe, expect, test } from 'vitest'
import { randomDocument } from '../../../helpers/random-documents'
import { lossesOf, programs, trainerOf } from '../../../helpers/trainers'

const GRAPHS = 120
const documents = Array.from({ length: GRAPHS }, (_, seed) => randomDocument(randomFromSeed(seed, 'split')))

test('the graphs can be trained and cover every kind of layer, every loss, fan-out, masks and several inputs', () => {
  expect(documents.flatMap((document) => inferShapes(document).problems)).toEqual([])
  const layers = documents.flatMap(({ network }) => network.layers)
  expect(new Set(layers.map(({ kind }) => kind))).toEqual(new Set(idsOf(layerKinds)))
  expect(new Set(documents.map(({ training }) => training.loss))).toEqual(new Set(idsOf(losses)))
  const counted = (of: (document: (typeof documents)[number]) => boolean): number => documents.filter(of).length
  const fansOut = ({ network }: (typeof documents)[number]): boolean =>
    new Set(network.connections.map(({ from }) => from)).size < network.connections.length
  expect(counted(fansOut)).toBeGreaterThan(GRAPHS / 2)
  expect(
    counted(({ network }) => network.layers.some((layer) => layer.kind === 'dense' && layer.mask)),
  ).toBeGreaterThan(20)
  expect(counted(({ network }) => network.layers.filter(({ kind }) => kind === 'input').length > 1)).toBeGreaterThan(20)
  for (const bias of ['shared', 'none'])
    expect(layers.filter((layer) => layer.kind === 'dense' && layer.bias === bias).length).toBeGreaterThan(20)
})

describe('backpropagation equals central differences', () => {
  test.each(documents.map((document, seed) => ({ seed, document })))('in graph $seed', ({ document }) => {
    const network = buildNetwork(document)
    const model = { parameters: initialParameters(document), statistics: freshStatistics(network) }
    const data = prepareData(document, null)
    const { layers, maxRelativeError } = checkGradients(network, model, samplesOf(data, data.split.training), {
      regularization: document.training.regularization,
      dropout: [9, 8, 7, 6],
    })
    const worst = layers.toSorted((a, b) => b.maxRelativeError - a.maxRelativeError)[0]
    expect(maxRelativeError, `${worst?.id}.${worst?.place}`).toBeLessThan(1e-6)
    expect(layers.some(({ checked }) => checked > 0)).toBe(true)
  })

  test('and few parameters stand at a corner', () => {
    const counts = documents.map((document) => {
      const network = buildNetwork(document)
      const model = { parameters: initialParameters(document), statistics: freshStatistics(network) }
      const data = prepareData(document, null)
      const { layers } = checkGradients(network, model, samplesOf(data, data.split.training), { most: 2 })
      return layers.reduce(
        (sum, { checked, skipped }) => ({ checked: sum.checked + checked, skipped: sum.skipped + skipped }),
        {
          checked: 0,
          skipped: 0,
        },
      )
    })
    const total = (of: 'checked' | 'skipped'): number => counts.reduce((sum, count) => sum + count[of], 0)
    expect(total('checked')).toBeGreaterThan(20 * total('skipped'))
  })
})

describe.each(programs)('every graph trains with the $name', ({ createProgram }) => {
  test('and goes on from its state, bit for bit', () => {
    for (const document of documents) {
      const small = { ...document, training: { ...document.training, batchSize: 2 } }
      const straight = trainerOf(small, { createProgram })
      const stopped = trainerOf(small, { createProgram })
      const { failure } = straight.advance(9)
      expect(failure).toBeNull()
      stopped.advance(4)
      const resumed = trainerOf(small, { createProgram, state: JSON.parse(JSON.stringify(stopped.state())) })
      const losses = lossesOf(resumed.advance(5))
      expect(losses).toEqual(lossesOf(stopped.advance(5)))
      expect(resumed.state()).toEqual(straight.state())
    }
  })
})
