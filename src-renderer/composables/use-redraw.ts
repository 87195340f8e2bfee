import { onBeforeUnmount } from 'vue'

/** A function that draws at most once per frame, however often it is asked for. */
export function useRedraw(draw: () => void): () => void {
  let frame: number | null = null
  onBeforeUnmount(() => {
    if (frame !== null) cancelAnimationFrame(frame)
  })
  return () => {
    frame ??= requestAnimationFrame(() => {
      frame = null
      draw()
    })
  }
}
