import { kernelFor, type KernelName } from '@engine/compiled/kernels'
import { compiledProgram } from '@engine/compiled/program'
import { readDocument } from '@shared/document/read'
import { type ProjectDocument } from '@shared/document/schema'
import { valueOf } from '@shared/errors'
import { describe, expect, test } from 'vitest'
import { goldenTrajectories } from '../../helpers/golden'
import { lossesOf, trainerOf } from '../../helpers/trainers'

/** Of the layer's largest weight. */
const BOUND = 1e-5

const kernels = [...new Set<KernelName>(['float32', kernelFor('float32')])]

function documentIn32Bits(json: unknown): ProjectDocument {
  const document = valueOf(readDocument(json, 'trajectories.json'))
  return { ...document, training: { ...document.training, precision: 'float32' } }
}

test('fused multiply-add is among the kernels, as in the engine of the program', () => {
  expect(kernels).toEqual(['float32', 'float32 fused'])
})

describe.each(kernels)('PyTorch, float64, and the compiled program, %s', (kernel) => {
  const createProgram = compiledProgram({ threads: 1, workers: null }, kernel)

  test.each(goldenTrajectories())('$name: all weights at the end', ({ document, steps, finals }) => {
    const trainer = trainerOf(documentIn32Bits(document), { createProgram })
    expect(lossesOf(trainer.advance(steps))).toHaveLength(steps)
    const ours = trainer.program.parameters()
    for (const [id, { weights, biases }] of Object.entries(finals)) {
      const expected = [...weights.flat(), ...biases]
      const actual = [ours[id]?.weights ?? [], ours[id]?.biases ?? []].flat(2)
      expect(actual).toHaveLength(expected.length)
      const largest = Math.max(...expected.map(Math.abs))
      const off = expected.map((value, index) => Math.abs((actual[index] ?? Number.NaN) - value) / largest)
      expect([id, off.filter((difference) => !(difference <= BOUND))]).toEqual([id, []])
    }
  })
})
