import { onBeforeUnmount, onUpdated, type Ref, shallowRef, watch } from 'vue'

/** Where something is left to scroll to, sideways. */
export interface ScrollEdges {
  readonly before: boolean
  readonly after: boolean
}

/**
 * At which edges of a scrolling element its content goes on: with the class `edges` around it they get a soft shadow
 * (controls.css), since scroll bars hide themselves on many systems.
 */
export function useScrollEdges(scroller: Readonly<Ref<HTMLElement | null>>): Readonly<Ref<ScrollEdges>> {
  const edges = shallowRef<ScrollEdges>({ before: false, after: false })
  function look(): void {
    const { scrollLeft = 0, scrollWidth = 0, clientWidth = 0 } = scroller.value ?? {}
    // With a zoomed page these are rounded, each in its way.
    const [before, after] = [scrollLeft >= 1, scrollWidth - clientWidth - scrollLeft > 1]
    if (before !== edges.value.before || after !== edges.value.after) edges.value = { before, after }
  }
  const observer = new ResizeObserver(look)
  watch(
    scroller,
    (element, earlier) => {
      earlier?.removeEventListener('scroll', look)
      observer.disconnect()
      element?.addEventListener('scroll', look, { passive: true })
      for (const observed of [element, element?.firstElementChild]) if (observed) observer.observe(observed)
      look()
    },
    { immediate: true, flush: 'post' },
  )
  onUpdated(look)
  onBeforeUnmount(() => {
    scroller.value?.removeEventListener('scroll', look)
    observer.disconnect()
  })
  return edges
}
