import {
  chooseOptimizer,
  type Command,
  connect,
  newWeights,
  placeLayer,
  renameProject,
  updateLayer,
  updateOptimizer,
  updateRecipe,
  updateTraining,
} from '@shared/document/commands'
import { denseLayer } from '@shared/document/defaults'
import { runFingerprint } from '@shared/document/fingerprint'
import { describe, expect, test } from 'vitest'
import { inlineDocument } from '../../../helpers/documents'

const chained = inlineDocument({
  features: [[1, 2]],
  targets: [[1]],
  layers: [3, 4, 1].map((units, index) => denseLayer(`dense-${index + 1}`, `Dense ${index + 1}`, { units })),
})

describe('the fingerprint of a run', () => {
  test.each<[string, Command, boolean]>([
    ['a moved card', placeLayer('dense-1', { x: 1, y: 1 }), false],
    ['a new name of a layer', updateLayer('dense-1', { name: 'x' }), false],
    ['a new name of the project', renameProject('x'), false],
    ['another rate', updateOptimizer({ learningRate: 0.01 }), false],
    ['more epochs', updateTraining({ epochs: 99 }), false],
    ['another batch size', updateTraining({ batchSize: 2 }), false],
    ['another optimizer', chooseOptimizer('adam'), true],
    ['another loss', updateTraining({ loss: 'half-squared-error' }), true],
    ['another seed', newWeights(), true],
    ['other units', updateLayer('dense-1', { units: 5 }), true],
    ['another activation', updateLayer('dense-1', { activation: 'relu' }), true],
    ['another split', updateRecipe({ splitSeed: 5 }), true],
    ['another connection', connect('input', 'dense-3'), true],
  ])('%s: changes it: %s', (_name, command, changes) => {
    expect(runFingerprint(command.apply(chained)) !== runFingerprint(chained)).toBe(changes)
  })
})
