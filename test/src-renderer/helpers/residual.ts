import { arrange } from '@shared/document/commands'
import { denseLayer, newLayer } from '@shared/document/defaults'
import { type ProjectDocument } from '@shared/document/schema'
import { smallDocument } from './fake-host'

/**
 * The small document with a residual block: input 2 -> dense-1 3 -> normalization -> ReLU -> dropout -> second 3 -> add
 * -> output 2, and dense-1 also straight into the sum.
 */
export function residualDocument(): ProjectDocument {
  const document = smallDocument()
  const [input, hidden, output] = document.network.layers
  if (!input || !hidden || !output) throw new Error('the small document has another network')
  const connections = [
    ['input', 'dense-1'],
    ['dense-1', 'norm'],
    ['norm', 'relu'],
    ['relu', 'dropout'],
    ['dropout', 'second'],
    ['second', 'sum'],
    ['dense-1', 'sum'],
    ['sum', 'output'],
  ].map(([from = '', to = '']) => ({ from, to }))
  return arrange().apply({
    ...document,
    network: {
      layers: [
        input,
        hidden,
        newLayer('batch-normalization', 'norm', 'Batch normalization 1'),
        newLayer('activation', 'relu', 'After norm'),
        newLayer('dropout', 'dropout', 'Dropout 1'),
        denseLayer('second', 'Second', { units: 3 }),
        newLayer('add', 'sum', 'Add 1'),
        output,
      ],
      connections,
      layout: {},
    },
  })
}
