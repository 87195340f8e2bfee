import { compiledProgram } from '@engine/compiled/program'
import { denseLayer } from '@shared/document/defaults'
import { expect, test } from 'vitest'
import { inlineDocument } from '../../../helpers/documents'
import { trainerOf } from '../../../helpers/trainers'

test.each(['float64', 'float32'] as const)(
  'after a step that was not finite, %s trains on as if it had not been',
  (precision) => {
    const document = inlineDocument({
      features: [[1e308], [0.5], [0.25], [-1]],
      targets: [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
        [0, 1, 0],
      ],
      layers: [
        denseLayer('hidden', 'Hidden', { units: 3, activation: 'gelu', initialWeights: [[10], [1], [-1]] }),
        denseLayer('output', 'Output', { units: 3, activation: 'softmax' }),
      ],
      training: { loss: 'half-squared-error', batchSize: 2, precision },
    })
    const broken = { rows: Int32Array.of(0, 1), start: 0, batchSize: 2, rates: Float64Array.of(0.1), undoable: false }
    const sound = { ...broken, rows: Int32Array.of(2, 3) }
    const fresh = trainerOf(document, { createProgram: compiledProgram() }).program
    const expected = [fresh.update(sound), fresh.parameters()]
    const { program } = trainerOf(document, { createProgram: compiledProgram() })
    const failed = program.update({ ...broken, rows: Int32Array.of(0, 1) })
    const again = [program.update(sound), program.parameters()]
    expect(failed).toMatchObject({
      failure: { layer: precision === 'float32' ? 'input' : 'hidden', what: 'an activation', sample: 0, unit: 0 },
    })
    expect(failed.losses).toHaveLength(0)
    expect(again).toEqual(expected)
  },
)
