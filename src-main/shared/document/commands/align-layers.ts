import { type CardBox, cardBoxes } from '../card-boxes'
import { type Network, type ProjectDocument } from '../schema'
import { inferShapes } from '../shapes'
import { type Command } from './command'

export type Alignment = 'left' | 'centre' | 'right' | 'top' | 'middle' | 'bottom' | 'across' | 'down'

interface Placed {
  readonly id: string
  readonly box: CardBox
}

/** Moves cards to a common line, or at equal gaps `across` or `down` the canvas; the outermost two stay then. */
export function alignLayers(ids: readonly string[], to: Alignment): Command {
  return {
    label: to === 'across' || to === 'down' ? 'Distribute layers' : 'Align layers',
    apply(document) {
      const boxes = cardBoxes(document.network, inferShapes(document))
      const placed = ids.flatMap((id) => {
        const box = boxes.get(id)
        return box ? [{ id, box }] : []
      })
      if (placed.length < 2) return document
      return shifted(document, placed, to)
    },
  }
}

function shifted(document: ProjectDocument, placed: readonly Placed[], to: Alignment): ProjectDocument {
  const shifts = to === 'across' || to === 'down' ? gaps(placed, to) : lines(placed, to)
  const layout: Network['layout'] = { ...document.network.layout }
  for (const { id, box } of placed) {
    const { x = 0, y = 0 } = shifts.get(id) ?? {}
    // A card's place is measured from the middle line of its row, so a shift of the box is a shift of the place.
    const place = document.network.layout[id] ?? { x: box.x, y: box.y }
    layout[id] = { x: place.x + x, y: place.y + y }
  }
  return { ...document, network: { ...document.network, layout } }
}

type Shifts = ReadonlyMap<string, { readonly x?: number; readonly y?: number }>

function lines(placed: readonly Placed[], to: Exclude<Alignment, 'across' | 'down'>): Shifts {
  const all = placed.map(({ box }) => box)
  const left = Math.min(...all.map(({ x }) => x))
  const right = Math.max(...all.map(({ x, width }) => x + width))
  const top = Math.min(...all.map(({ y }) => y))
  const bottom = Math.max(...all.map(({ y, height }) => y + height))
  const shift = ({ x, y, width, height }: CardBox): { x?: number; y?: number } => {
    switch (to) {
      case 'left':
        return { x: left - x }
      case 'centre':
        return { x: (left + right - width) / 2 - x }
      case 'right':
        return { x: right - width - x }
      case 'top':
        return { y: top - y }
      case 'middle':
        return { y: (top + bottom - height) / 2 - y }
      case 'bottom':
        return { y: bottom - height - y }
    }
  }
  return new Map(placed.map(({ id, box }) => [id, shift(box)]))
}

/** Equal gaps between neighbours from the first card's near side to the last one's far side. */
function gaps(placed: readonly Placed[], direction: 'across' | 'down'): Shifts {
  const [start, length] = direction === 'across' ? (['x', 'width'] as const) : (['y', 'height'] as const)
  const sorted = placed.toSorted((a, b) => a.box[start] - b.box[start])
  const [first, last] = [sorted[0], sorted.at(-1)]
  if (!first || !last) return new Map()
  const span = last.box[start] + last.box[length] - first.box[start]
  const gap = (span - sorted.reduce((sum, { box }) => sum + box[length], 0)) / (sorted.length - 1)
  let at = first.box[start]
  return new Map(
    sorted.map(({ id, box }) => {
      const by = at - box[start]
      at += box[length] + gap
      return [id, { [start]: by }]
    }),
  )
}
