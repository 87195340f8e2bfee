/**
 * Waits until the screen was drawn next; never ends while the page is hidden. Gives the milliseconds that drawing took:
 * all that waited for the frame, style, layout and paint.
 */
export function nextFrame(): Promise<number> {
  return new Promise((resolve) =>
    requestAnimationFrame(() => {
      const began = performance.now()
      const drawn = new MessageChannel()
      drawn.port1.onmessage = () => {
        drawn.port1.close()
        resolve(performance.now() - began)
      }
      drawn.port2.postMessage(null)
    }),
  )
}
