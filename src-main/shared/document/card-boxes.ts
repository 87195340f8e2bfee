import { CARD, cardHeight, ROW_MIDDLE } from './layout'
import { type Layer, type Network } from './schema'
import { type Shapes } from './shapes'

const WIDTHS = { input: 136, hidden: 134, output: 156, passing: 176 } as const

/** Where a layer's card stands on the canvas and how large it is. */
export interface CardBox {
  readonly role: 'input' | 'hidden' | 'output'
  /** Numbers that the layer gives; 0 where they are not known. */
  readonly size: number
  /** Units are drawn where they are decided (input, dense) and where the network ends. */
  readonly showsUnits: boolean
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Every layer's card by the layer's id: the canvas draws them, commands align them. */
export function cardBoxes({ layers, layout }: Network, shapes: Shapes): ReadonlyMap<string, CardBox> {
  return new Map(
    layers.map((layer, index) => {
      const size = unitsOf(layer, shapes)
      const role = layer.kind === 'input' ? 'input' : layer.id === shapes.outputLayer ? 'output' : 'hidden'
      const showsUnits = layer.kind === 'input' || layer.kind === 'dense' || role === 'output'
      const height = showsUnits ? cardHeight(size) : CARD.small
      const width = showsUnits ? WIDTHS[role] : WIDTHS.passing
      const { x, y } = layout[layer.id] ?? { x: 40 + index * 272, y: 40 }
      return [layer.id, { role, size, showsUnits, x, y: y + ROW_MIDDLE - height / 2, width, height }]
    }),
  )
}

/** In a loop nothing is inferred; a dense layer knows its units all the same. */
function unitsOf(layer: Layer, shapes: Shapes): number {
  return shapes.layers[layer.id]?.units ?? (layer.kind === 'dense' ? layer.units : 0)
}
