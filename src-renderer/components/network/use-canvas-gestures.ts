import { onBeforeUnmount, onMounted, ref, type Ref, shallowRef } from 'vue'
import { useSessionStore } from '../../stores/session'
import { type Box, type Card, type Point } from './geometry'
import { cardsIn } from './neighbours'

interface Options {
  readonly frame: Readonly<Ref<HTMLElement | null>>
  readonly cards: () => readonly Card[]
  readonly toCanvas: (screen: Point) => Point
  readonly pan: (x: number, y: number) => void
  /** The empty canvas was clicked, with no key that adds to the selection. */
  readonly clicked: (at: Point) => void
}

type Gesture =
  | { readonly kind: 'pan'; readonly pointer: number; readonly last: Point }
  | { readonly kind: 'marquee'; readonly pointer: number; readonly start: Point; readonly before: readonly string[] }

const MARQUEE_STARTS_AT = 4
const MIDDLE = 1

/** What the pointer does on the empty canvas: a drag selects; with the middle button or the space key it pans. */
export function useCanvasGestures({ frame, cards, toCanvas, pan, clicked }: Options) {
  const session = useSessionStore()
  const spaceHeld = ref(false)
  const gesture = shallowRef<Gesture | null>(null)
  /** In the coordinates of the screen, from the frame's corner. */
  const marquee = shallowRef<Box | null>(null)

  function placeOf({ clientX, clientY }: { clientX: number; clientY: number }): Point {
    const box = frame.value?.getBoundingClientRect()
    return { x: clientX - (box?.left ?? 0), y: clientY - (box?.top ?? 0) }
  }

  /** Before the cards see it: panning begins anywhere. */
  function pressedFirst(event: PointerEvent): void {
    if (event.button !== MIDDLE && !(event.button === 0 && spaceHeld.value)) return
    event.preventDefault()
    event.stopPropagation()
    begin(event, { kind: 'pan', pointer: event.pointerId, last: placeOf(event) })
  }

  function pressed(event: PointerEvent): void {
    if (event.button !== 0) return
    const adds = event.ctrlKey || event.metaKey || event.shiftKey
    const before = adds ? session.selection : []
    begin(event, { kind: 'marquee', pointer: event.pointerId, start: placeOf(event), before })
  }

  function begin(event: PointerEvent, next: Gesture): void {
    frame.value?.setPointerCapture(event.pointerId)
    gesture.value = next
  }

  function moved(event: PointerEvent): void {
    const current = gesture.value
    if (current?.pointer !== event.pointerId) return
    const at = placeOf(event)
    if (current.kind === 'pan') {
      pan(at.x - current.last.x, at.y - current.last.y)
      gesture.value = { ...current, last: at }
      return
    }
    const { start, before } = current
    if (!marquee.value && Math.hypot(at.x - start.x, at.y - start.y) <= MARQUEE_STARTS_AT) return
    marquee.value = boxOf(start, at)
    const touched = cardsIn(cards(), boxOf(toCanvas(start), toCanvas(at))).map(({ layer }) => layer.id)
    session.selectLayers([...before, ...touched.filter((id) => !before.includes(id))])
  }

  function released(event: PointerEvent): void {
    const current = gesture.value
    if (current?.pointer !== event.pointerId) return
    const adds = event.ctrlKey || event.metaKey || event.shiftKey
    if (current.kind === 'marquee' && !marquee.value && event.type === 'pointerup' && !adds)
      clicked(toCanvas(current.start))
    gesture.value = null
    marquee.value = null
  }

  /** The space key belongs to buttons and texts that have the focus. */
  const spacePressed = (event: KeyboardEvent): void => {
    const { target } = event
    if (event.key === ' ' && (!(target instanceof Element) || !target.matches('input, textarea, select, button')))
      spaceHeld.value = true
  }
  const spaceReleased = (event: KeyboardEvent): void => {
    if (event.key === ' ') spaceHeld.value = false
  }
  const { body } = document
  onMounted(() => {
    body.addEventListener('keydown', spacePressed)
    body.addEventListener('keyup', spaceReleased)
  })
  onBeforeUnmount(() => {
    body.removeEventListener('keydown', spacePressed)
    body.removeEventListener('keyup', spaceReleased)
  })

  return { spaceHeld, gesture, marquee, placeOf, pressedFirst, pressed, moved, released }
}

function boxOf(one: Point, other: Point): Box {
  return {
    left: Math.min(one.x, other.x),
    top: Math.min(one.y, other.y),
    right: Math.max(one.x, other.x),
    bottom: Math.max(one.y, other.y),
  }
}
