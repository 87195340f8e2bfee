import { activations } from '@shared/catalog/activations'
import { layerKinds } from '@shared/catalog/layers'
import { type Shapes } from '@shared/document/shapes'
import { type FigureChoices } from '../../../stores/figure'
import { wholeNumber } from '../../ui/numbers'
import { settingInWords, shapeInWords } from '../describe-layer'
import { type Card } from '../geometry'
import { type ColumnText, DETAIL_SIZE, LABEL_WIDTH, nameLines } from './columns'
import { shortened } from './svg'

type Wanted = Pick<FigureChoices, 'names' | 'sizes'>

/** What is written to a layer: "Dense 1" and "16 units · ReLU"; without names "Dense 16 · ReLU". */
export function columnText(card: Card, shapes: Shapes, { names, sizes }: Wanted): ColumnText {
  const { layer } = card
  const kind = layerKinds[layer.kind].label
  if (card.units.length === 0) {
    // A box without a word would say nothing: without its name it says its kind.
    const detail = sizes ? settingInWords(layer, shapes.layers[layer.id]) : ''
    return { name: nameLines(names ? layer.name : kind), detail: shortened(detail, DETAIL_SIZE, LABEL_WIDTH) }
  }
  const name = names ? nameLines(layer.name) : []
  return { name, detail: sizes ? detailOf(card, shapes, names ? '' : `${kind} `) : '' }
}

function detailOf({ layer, size }: Card, shapes: Shapes, kind: string): string {
  const count = (one: string): string =>
    kind === '' ? `${wholeNumber(size)} ${size === 1 ? one : `${one}s`}` : wholeNumber(size)
  const activation = 'activation' in layer ? ` · ${activations[layer.activation].label}` : ''
  const shape = shapes.layers[layer.id]?.shape ?? []
  if (layer.kind === 'input' && shape.length > 1) return `${kind}${shapeInWords(shape)}`
  return `${kind}${count(layer.kind === 'input' ? 'feature' : 'unit')}${activation}`
}
