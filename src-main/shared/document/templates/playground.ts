import { defaultSettings } from '../../catalog/entry'
import { optimizers } from '../../catalog/optimizers'
import { denseLayer } from '../defaults'
import { endsOf, withLoss, withNetwork } from './ends'
import { suitsEveryData, type Template } from './template'

export const playground: Template = {
  label: 'Playground',
  help: 'What TensorFlow Playground starts with: tanh layers of 4 and 2 units, plain descent at 0.03 in batches of 10.',
  unfit: suitsEveryData,
  build(document) {
    const ends = endsOf(document)
    const layers = [
      ends.input,
      denseLayer('dense-1', 'Dense 1', { units: 4 }),
      denseLayer('dense-2', 'Dense 2', { units: 2 }),
      ends.output,
    ]
    const next = withLoss(withNetwork(document, layers), ends)
    const optimizer = { ...defaultSettings(optimizers, 'sgd'), learningRate: 0.03 }
    return { ...next, training: { ...next.training, optimizer, batchSize: 10 } }
  },
}
