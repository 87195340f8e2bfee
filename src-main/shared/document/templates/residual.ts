import { defaultSettings } from '../../catalog/entry'
import { initializers } from '../../catalog/initializers'
import { denseLayer, newLayer } from '../defaults'
import { type Connection, type Layer } from '../schema'
import { endsOf, inARow, roomyUnits, withLoss, withNetwork } from './ends'
import { suitsEveryData, type Template } from './template'

const BLOCKS = 2

export const residual: Template = {
  label: 'Residual network',
  help: 'Two blocks whose input is added to their output, so that gradients find a short way back (He et al., 2015).',
  unfit: suitsEveryData,
  build(document) {
    const ends = endsOf(document)
    const units = roomyUnits(ends)
    const initializer = defaultSettings(initializers, 'he-uniform')
    const layers: Layer[] = [ends.input, denseLayer('stem', 'Stem', { units, activation: 'relu', initializer })]
    const skips: Connection[] = []
    for (let block = 1; block <= BLOCKS; block++) {
      const before = layers.at(-1)?.id ?? 'stem'
      layers.push(
        denseLayer(`block-${block}`, `Block ${block}`, { units, activation: 'relu', initializer }),
        denseLayer(`change-${block}`, `Change ${block}`, { units, activation: 'linear', initializer }),
        newLayer('add', `add-${block}`, `Add ${block}`),
      )
      skips.push({ from: before, to: `add-${block}` })
    }
    layers.push(ends.output)
    return withLoss(withNetwork(document, layers, [...inARow(layers.map(({ id }) => id)), ...skips]), ends)
  },
}
