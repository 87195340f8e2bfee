import { computed, shallowRef } from 'vue'
import { refusalOf, tryConnect } from '../../actions/connect-layers'
import { useSessionStore } from '../../stores/session'
import { type Card, middleOf, type Point } from './geometry'
import { cardAt } from './neighbours'

export interface ConnectDrag {
  readonly pointer: number
  /** The card whose port is dragged. */
  readonly card: Card
  readonly side: 'out' | 'in'
  readonly at: Point
}

/** A wire that is drawn by hand, from the port of a card to another card. */
export function useConnectDrag(cards: () => readonly Card[]) {
  const session = useSessionStore()
  const drag = shallowRef<ConnectDrag | null>(null)

  /** Why each layer can not be the other end, while one end is known: by the layer's id. */
  const refusals = computed<ReadonlyMap<string, string>>(() => {
    const { side, id } = drag.value
      ? { side: drag.value.side, id: drag.value.card.layer.id }
      : { side: 'out' as const, id: session.connectFrom ?? '' }
    if (id === '') return new Map()
    const found = cards().flatMap(({ layer }) => {
      const refusal = layer.id === id ? null : side === 'out' ? refusalOf(id, layer.id) : refusalOf(layer.id, id)
      return refusal === null ? [] : [[layer.id, refusal] as const]
    })
    return new Map(found)
  })
  const over = computed(() => {
    const found = drag.value && cardAt(cards(), drag.value.at)
    return found && found !== drag.value?.card ? found : null
  })
  const refusal = computed(() => (over.value ? (refusals.value.get(over.value.layer.id) ?? null) : null))
  /** From the port to the pointer, or to the card under it. */
  const rubber = computed(() => {
    if (!drag.value) return null
    const { card, side, at } = drag.value
    const start = { x: side === 'out' ? card.x + card.width : card.x, y: middleOf(card) }
    if (!over.value || refusal.value !== null) return { start, stop: at }
    const { x, width } = over.value
    return { start, stop: { x: side === 'out' ? x : x + width, y: middleOf(over.value) } }
  })

  function start(card: Card, side: 'out' | 'in', pointer: number, at: Point): void {
    session.connectFrom = null
    session.refusal = null
    drag.value = { pointer, card, side, at }
  }

  function move(pointer: number, at: Point): void {
    if (drag.value?.pointer !== pointer) return
    drag.value = { ...drag.value, at }
  }

  /** The wire is let go: over another card it connects, or the reason against stays to be read. */
  function end(pointer: number, connects: boolean): void {
    if (drag.value?.pointer !== pointer) return
    const [from, to] = [drag.value.card.layer.id, over.value?.layer.id]
    const { side } = drag.value
    drag.value = null
    if (!connects || to === undefined) session.refusal = null
    else if (side === 'out') tryConnect(from, to)
    else tryConnect(to, from)
  }

  return { drag, refusals, over, refusal, rubber, start, move, end }
}
