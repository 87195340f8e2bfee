import { defaultSettings } from '../../catalog/entry'
import { initializers } from '../../catalog/initializers'
import { denseLayer } from '../defaults'
import { endsOf, roomyUnits, withLoss, withNetwork } from './ends'
import { type Template } from './template'

export const classifier: Template = {
  label: 'Classifier',
  help: 'Two ReLU layers and a softmax over the classes, or a sigmoid for yes or no.',
  unfit: (document) =>
    endsOf(document).task === 'regression'
      ? 'The target is a number, so there are no classes to tell apart. Use the regressor.'
      : null,
  build(document) {
    const ends = endsOf(document)
    const units = roomyUnits(ends)
    const hidden = (id: string, name: string, own: number) =>
      denseLayer(id, name, {
        units: own,
        activation: 'relu',
        initializer: defaultSettings(initializers, 'he-uniform'),
      })
    const layers = [
      ends.input,
      hidden('dense-1', 'Dense 1', units),
      hidden('dense-2', 'Dense 2', units / 2),
      ends.output,
    ]
    return withLoss(withNetwork(document, layers), ends)
  },
}
