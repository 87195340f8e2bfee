import { defaultSettings } from '../../catalog/entry'
import { optimizers } from '../../catalog/optimizers'
import { type DenseLayer } from '../schema'
import { denseLayer } from '../defaults'
import { endsOf, withLoss, withNetwork } from './ends'
import { type Template } from './template'

const sigmoid = (changes: Partial<DenseLayer>): Partial<DenseLayer> => ({
  units: 2,
  activation: 'sigmoid',
  freezeBiases: true,
  ...changes,
})

export const workedExample: Template = {
  label: 'Worked example',
  help: "The lecture note's 2-2-2 sigmoid network with its exact weights, half squared error and plain descent at 0.5.",
  unfit(document) {
    const { input, output } = endsOf(document)
    if (document.dataset.kind === 'none') return null
    return input.shape[0] === 2 && output.units === 2
      ? null
      : `It has 2 inputs and 2 outputs, but the data has ${input.shape[0]} and ${output.units}. Open the example of this name, which brings its own data.`
  },
  build(document) {
    const layers = [
      { ...endsOf(document).input, shape: [2] as [number] },
      denseLayer(
        'hidden',
        'Hidden',
        sigmoid({
          initialWeights: [
            [0.15, 0.2],
            [0.25, 0.3],
          ],
          initialBiases: [0.35, 0.35],
        }),
      ),
      denseLayer(
        'output',
        'Output',
        sigmoid({
          initialWeights: [
            [0.4, 0.45],
            [0.5, 0.55],
          ],
          initialBiases: [0.6, 0.6],
        }),
      ),
    ]
    const next = withLoss(withNetwork(document, layers), { loss: 'half-squared-error' })
    const optimizer = { ...defaultSettings(optimizers, 'sgd'), learningRate: 0.5, momentum: 0, nesterov: false }
    return { ...next, training: { ...next.training, optimizer, batchSize: 1 } }
  },
}
