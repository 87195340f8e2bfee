import { denseLayer, newLayer } from '../defaults'
import { endsOf, inARow, roomyUnits, withLoss, withNetwork } from './ends'
import { suitsEveryData, type Template } from './template'

export const wideAndDeep: Template = {
  label: 'Wide and deep',
  help: 'A skip connection joins the features to what two layers make of them (Cheng et al., 2016).',
  unfit: suitsEveryData,
  build(document) {
    const ends = endsOf(document)
    const units = roomyUnits(ends)
    const layers = [
      ends.input,
      denseLayer('deep-1', 'Deep 1', { units }),
      denseLayer('deep-2', 'Deep 2', { units: units / 2 }),
      newLayer('concatenate', 'join', 'Wide and deep'),
      ends.output,
    ]
    const connections = [...inARow(layers.map(({ id }) => id)), { from: 'input', to: 'join' }]
    return withLoss(withNetwork(document, layers, connections), ends)
  },
}
