import { onBeforeUnmount } from 'vue'

/**
 * A function that draws at most once per frame, and for at most `share` of the time, however often it is asked for: what
 * is asked for meanwhile is drawn as soon as it may be.
 */
export function useRedraw(draw: () => void, share = 1): () => void {
  let frame: number | null = null
  let timer: ReturnType<typeof setTimeout> | null = null
  let notBefore = 0

  function drawNow(): void {
    frame = null
    const began = performance.now()
    draw()
    const ended = performance.now()
    notBefore = ended + (ended - began) * (1 / share - 1)
  }

  function nextFrame(): void {
    timer = null
    frame = requestAnimationFrame(drawNow)
  }

  onBeforeUnmount(() => {
    if (frame !== null) cancelAnimationFrame(frame)
    if (timer !== null) clearTimeout(timer)
  })
  return () => {
    if (frame !== null || timer !== null) return
    const wait = notBefore - performance.now()
    if (wait > 0) timer = setTimeout(nextFrame, wait)
    else nextFrame()
  }
}
