import { denseLayer } from '../defaults'
import { endsOf, roomyUnits, withLoss, withNetwork } from './ends'
import { type Template } from './template'

export const regressor: Template = {
  label: 'Regressor',
  help: 'Two tanh layers and a linear output for numbers, with the mean squared error.',
  unfit: (document) =>
    endsOf(document).task === 'classification' ? 'The target is a class, not a number. Use the classifier.' : null,
  build(document) {
    const ends = endsOf(document)
    const units = roomyUnits(ends)
    const layers = [
      ends.input,
      denseLayer('dense-1', 'Dense 1', { units }),
      denseLayer('dense-2', 'Dense 2', { units: units / 2 }),
      ends.output,
    ]
    return withLoss(withNetwork(document, layers), ends)
  },
}
