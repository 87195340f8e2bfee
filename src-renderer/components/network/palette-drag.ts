import { idsOf } from '@shared/catalog/entry'
import { type LayerKind, layerKinds } from '@shared/catalog/layers'
import { ROW_MIDDLE } from '@shared/document/layout'
import { type Point } from './geometry'

/** While something is dragged only its types may be read, so the kind is part of the type. */
const TYPE = 'application/x-backprop-layer-'

export function dragKind(event: DragEvent, kind: LayerKind): void {
  event.dataTransfer?.setData(`${TYPE}${kind}`, kind)
  if (event.dataTransfer) event.dataTransfer.effectAllowed = 'copy'
}

/** The kind of layer that is dragged from the palette; null: something else is dragged. */
export function draggedKind({ dataTransfer }: DragEvent): LayerKind | null {
  return idsOf<LayerKind>(layerKinds).find((kind) => dataTransfer?.types.includes(`${TYPE}${kind}`)) ?? null
}

/** Where a card's place is, so that the middle of a card is where it was dropped. */
export const dropCorner = ({ x, y }: Point): Point => ({ x: Math.round(x - 70), y: Math.round(y - ROW_MIDDLE) })
