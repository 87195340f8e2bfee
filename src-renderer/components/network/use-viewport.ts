import { computed, ref, shallowRef } from 'vue'
import { type Box } from './geometry'

const SMALLEST = 0.15
const LARGEST = 3
/** A small network fills the canvas, but not until it looks like a toy. */
const LARGEST_FIT = 1.15
/** Kept free around the network: room for the toolbar above and the legend below. */
const MARGIN = { left: 24, top: 52, right: 24, bottom: 40 } as const
/** On a canvas that is narrower the toolbar takes two rows. */
const ONE_ROW = 860
const ROW = 36

/** Which part of the canvas is seen, and how large. Screen = origin + scale * canvas. */
export function useViewport() {
  const scale = ref(1)
  const origin = shallowRef({ x: 0, y: 0 })
  /** Moved by hand: from then on a change of the window's size leaves it alone. */
  const moved = ref(false)
  const transform = computed(() => `translate(${origin.value.x}px, ${origin.value.y}px) scale(${scale.value})`)

  function fit(box: Box | null, size: { width: number; height: number }): void {
    if (!box || size.width === 0 || size.height === 0) return
    const top = MARGIN.top + (size.width < ONE_ROW ? ROW : 0)
    const room = {
      width: Math.max(80, size.width - MARGIN.left - MARGIN.right),
      height: Math.max(80, size.height - top - MARGIN.bottom),
    }
    const wanted = Math.min(LARGEST_FIT, room.width / (box.right - box.left), room.height / (box.bottom - box.top))
    scale.value = Math.max(SMALLEST, wanted)
    origin.value = {
      x: MARGIN.left + room.width / 2 - (scale.value * (box.left + box.right)) / 2,
      y: top + room.height / 2 - (scale.value * (box.top + box.bottom)) / 2,
    }
    moved.value = false
  }

  function pan(x: number, y: number): void {
    origin.value = { x: origin.value.x + x, y: origin.value.y + y }
    moved.value = true
  }

  /** Zooms so that the point of the screen stays where it is. */
  function zoomAt(factor: number, at: { x: number; y: number }): void {
    const next = Math.min(LARGEST, Math.max(SMALLEST, scale.value * factor))
    const ratio = next / scale.value
    origin.value = { x: at.x - (at.x - origin.value.x) * ratio, y: at.y - (at.y - origin.value.y) * ratio }
    scale.value = next
    moved.value = true
  }

  /** The middle of the screen shows this point of the canvas. */
  function centreOn(at: { x: number; y: number }, size: { width: number; height: number }): void {
    origin.value = { x: size.width / 2 - scale.value * at.x, y: size.height / 2 - scale.value * at.y }
    moved.value = true
  }

  /** The point of the canvas that is seen at a point of the screen. */
  function toCanvas({ x, y }: { x: number; y: number }): { x: number; y: number } {
    return { x: (x - origin.value.x) / scale.value, y: (y - origin.value.y) / scale.value }
  }

  return { scale, origin, moved, transform, fit, pan, zoomAt, centreOn, toCanvas }
}
