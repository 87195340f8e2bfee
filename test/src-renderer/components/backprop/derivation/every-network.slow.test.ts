import { randomFromSeed } from '@engine/random'
import { activations } from '@shared/catalog/activations'
import { idsOf } from '@shared/catalog/entry'
import { optimizers } from '@shared/catalog/optimizers'
import { type BatchTrace } from '@shared/inspection/step-trace'
import { type LayerUpdateTrace } from '@shared/inspection/update-trace'
import { describe, expect, it } from 'vitest'
import { type TermPlace } from '../../../../../src-renderer/stores/study'
import { randomDocument } from '../../../../helpers/random-documents'
import { randomDocument as largerDocument } from '../../../../helpers/random-networks'
import { type TracedBatch, tracedBatch } from '../../../helpers/batch-traces'
import { everyEquation, markedNumbers, piecesOf, typeset } from './readings'

/** The numbers that may stand at a place: one per sample where it has one of each. */
function numbersAt({ trace, updateOf }: TracedBatch, { what, layer: id, unit, input }: TermPlace): number[] {
  if (what === 'loss') return [trace.loss, ...trace.losses]
  const layer = trace.layers.find((each) => each.id === id)
  if (!layer) throw new Error(`no layer ${id}`)
  const ofSamples = (rows: BatchTrace['y'] | null): number[] => (rows ?? []).map((row) => row[unit ?? 0] ?? Number.NaN)
  const dense = layer.kind === 'dense'
  const weightOf = (weights: BatchTrace['y'] | undefined): number[] => [
    (dense ? weights?.[unit ?? 0]?.[input ?? 0] : weights?.[0]?.[unit ?? 0]) ?? Number.NaN,
  ]
  const biasOf = (biases: readonly number[] | undefined): number[] => [biases?.[unit ?? 0] ?? Number.NaN]
  const moved = (update: LayerUpdateTrace | null) => update?.terms.find(({ name }) => name === 'new')
  switch (what) {
    case 'x':
      return ofSamples(layer.x)
    case 'z':
      return ofSamples(layer.z)
    case 'a':
      return ofSamples(layer.a)
    case 'derivative':
      return ofSamples(layer.derivative)
    case 'gradientOfA':
      return ofSamples(layer.gradientOfA)
    case 'delta':
      return ofSamples(layer.delta)
    case 'target':
      return ofSamples(trace.y)
    case 'weight':
      return weightOf(layer.parameters?.weights)
    case 'weightGradient':
      return weightOf(layer.gradients?.weights)
    case 'newWeight':
      return weightOf(moved(updateOf(id))?.weights)
    case 'bias':
      return biasOf(layer.parameters?.biases)
    case 'updateTerm':
      return (updateOf(id)?.terms ?? []).flatMap((term) =>
        input === null ? biasOf(term.biases) : weightOf(term.weights),
      )
    case 'biasGradient':
      return biasOf(layer.gradients?.biases)
    case 'newBias':
      return biasOf(moved(updateOf(id))?.biases)
  }
}

/** Numbers that are marked and are not those of the trace, in words; and how many are. */
function compare(traced: TracedBatch): { readonly wrong: readonly string[]; readonly right: number } {
  const all = everyEquation(traced).flatMap(piecesOf).flatMap(markedNumbers)
  const numbers = all.filter(({ value }) => value !== null)
  const wrong = numbers.filter(({ place, value, tolerance }) => {
    const expected = numbersAt(traced, place)
    return !expected.some((each) => Math.abs(each - (value ?? 0)) <= tolerance)
  })
  return {
    wrong: wrong.map(
      ({ place, tex }) => `${JSON.stringify(place)}: ${tex}, not ${numbersAt(traced, place).join(' or ')}`,
    ),
    right: numbers.length - wrong.length,
  }
}

describe('the equations of random networks', () => {
  const documents = Array.from({ length: 100 }, (_, seed) => randomDocument(randomFromSeed(seed, 'order')))

  it('show the numbers of the trace at every place that they name', () => {
    const kinds = new Set<string>()
    for (const [seed, document] of documents.entries()) {
      const traced = tracedBatch(document, { updates: seed % 3 })
      if (!traced) continue
      for (const { kind } of traced.trace.layers) kinds.add(kind)
      const { wrong, right } = compare(traced)
      expect(wrong, `network ${seed}`).toEqual([])
      expect(right).toBeGreaterThan(20)
    }
    expect(kinds.size).toBe(9)
  })

  it('do so in larger networks with every optimizer', () => {
    const met = new Set<string>()
    for (let seed = 0; seed < 40; seed++) {
      const document = largerDocument(seed)
      met.add(document.training.optimizer.id)
      const traced = tracedBatch(document, { updates: 1 })
      if (traced) expect(compare(traced).wrong, `network ${seed}`).toEqual([])
    }
    expect(met.size).toBe(idsOf(optimizers).length)
  })

  it('are TeX that can be set', () => {
    for (const [seed, document] of documents.entries()) {
      if (seed % 4 !== 0) continue
      const traced = tracedBatch(document)
      if (!traced) continue
      for (const tex of new Set(everyEquation(traced).flatMap(piecesOf))) expect(() => typeset(tex), tex).not.toThrow()
    }
  })

  it('meet every activation', () => {
    const met = new Set(documents.flatMap(({ network }) => network.layers.flatMap((layer) => 'activation' in layer ? [layer.activation] : []))) // prettier-ignore
    expect(met.size).toBe(idsOf(activations).length)
  })
})
