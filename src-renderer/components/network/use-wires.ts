import { type ParameterPlace } from '@shared/protocol/training-service'
import { computed, shallowRef } from 'vue'
import { useDocumentStore } from '../../stores/document'
import { useSessionStore } from '../../stores/session'
import { type Card, type Detour, type Point } from './geometry'
import { weightAt } from './weight-at'
import { linesOf, tagOf, type Wire, wireAt, wiresOf, wireTaggedAt } from './wires'

/** How near the pointer has to be, in pixels of the screen: to a wire, to a weight's own line, to a wire's middle. */
const REACH = { wire: 8, weight: 5, tag: 12 } as const

interface Drawn {
  readonly cards: () => readonly Card[]
  readonly detours: () => readonly Detour[]
  readonly scale: () => number
}

/** Connections under the pointer: what is pointed at, and what a click chooses. */
export function useWires({ cards, detours, scale }: Drawn) {
  const store = useDocumentStore()
  const session = useSessionStore()
  const wires = computed(() => wiresOf(cards(), detours(), store.document.network.connections))
  /** The wire that is pointed at, or that a dragged layer would go into. */
  const pointed = shallowRef<Wire | null>(null)

  const wireUnder = (at: Point): Wire | null => wireAt(wires.value, cards(), at, REACH.wire / scale())

  function weightUnder(at: Point): ParameterPlace | null {
    const { connections } = store.document.network
    return weightAt(at, { cards: cards(), connections, shapes: store.shapes, reach: REACH.weight / scale() })
  }

  /** A connection is chosen at its middle, or anywhere on it where its weights have no lines of their own. */
  function choose(at: Point): void {
    if (session.connectFrom !== null) return
    const tagged = wireTaggedAt(wires.value, at, REACH.tag / scale())
    const weight = tagged ? null : weightUnder(at)
    if (weight) return session.chooseParameter(weight)
    const wire = tagged ?? wireUnder(at)
    if (wire) session.selectConnection(wire.connection)
    else session.select(null)
  }

  function point(at: Point | null): void {
    const wire = at && wireUnder(at)
    if (wire !== pointed.value) pointed.value = wire
  }

  const selected = computed(() => {
    const chosen = session.selectedConnection
    return wires.value.find(({ connection: { from, to } }) => chosen?.from === from && chosen.to === to) ?? null
  })
  /** The lines of the selected connection, as an SVG path. */
  const marked = computed(() => (selected.value ? pathOf(selected.value) : null))
  const pathOf = (wire: Wire): string =>
    linesOf(wire, cards())
      .map((line) => `M${line.map(({ x, y }) => `${x} ${y}`).join('L')}`)
      .join('')
  /** Where a click chooses the connection that is pointed at. */
  const tag = computed(() => (pointed.value && pointed.value !== selected.value ? tagOf(pointed.value) : null))

  return { wires, pointed, tag, marked, pathOf, wireUnder, choose, point }
}
