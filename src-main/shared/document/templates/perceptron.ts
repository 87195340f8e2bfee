import { endsOf, withLoss, withNetwork } from './ends'
import { suitsEveryData, type Template } from './template'

export const perceptron: Template = {
  label: 'Perceptron',
  help: 'One layer of weights from the features straight to the output: draws straight boundaries only.',
  unfit: suitsEveryData,
  build(document) {
    const ends = endsOf(document)
    return withLoss(withNetwork(document, [ends.input, ends.output]), ends)
  },
}
