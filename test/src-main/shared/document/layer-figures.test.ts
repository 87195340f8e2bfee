import { optimizerOf } from '@engine/optimizers'
import { idsOf } from '@shared/catalog/entry'
import { type OptimizerId, optimizers } from '@shared/catalog/optimizers'
import { updateLayer, updateTraining } from '@shared/document/commands'
import { keptPerParameter, layerFigures, totalFigures } from '@shared/document/layer-figures'
import { inferShapes } from '@shared/document/shapes'
import { expect, test } from 'vitest'
import { curveDocument } from '../../../helpers/documents'

const figures = (document: ReturnType<typeof curveDocument>) => layerFigures(document, inferShapes(document))

test('a 1-3-1 network: parameters, memory and multiply-adds by layer and in all', () => {
  const document = curveDocument({
    optimizer: { id: 'adam', learningRate: 0.1, beta1: 0.9, beta2: 0.99, epsilon: 1e-8 },
  })
  expect(figures(document)).toEqual({
    input: {
      parameters: 0,
      bytes: { parameters: 0, gradients: 0, optimizer: 0 },
      multiplyAdds: { forward: 0, update: 0 },
    },
    hidden: {
      parameters: 6,
      bytes: { parameters: 48, gradients: 48, optimizer: 96 },
      multiplyAdds: { forward: 3, update: 6 },
    },
    output: {
      parameters: 4,
      bytes: { parameters: 32, gradients: 32, optimizer: 64 },
      multiplyAdds: { forward: 3, update: 9 },
    },
  })
  expect(totalFigures(Object.values(figures(document)))).toEqual({
    parameters: 10,
    bytes: { parameters: 80, gradients: 80, optimizer: 160 },
    multiplyAdds: { forward: 6, update: 15 },
  })
})

test('frozen weights need no gradient, and float32 takes half the memory', () => {
  const frozen = updateLayer('output', { freezeWeights: true }).apply(curveDocument())
  expect(figures(updateTraining({ precision: 'float32' }).apply(frozen))['output']).toEqual({
    parameters: 4,
    bytes: { parameters: 16, gradients: 16, optimizer: 16 },
    multiplyAdds: { forward: 3, update: 6 },
  })
})

test.each(idsOf<OptimizerId>(optimizers))('%s keeps as many numbers as the engine has slots', (id) => {
  expect(keptPerParameter[id]).toBe(optimizerOf[id].slots.length)
})
