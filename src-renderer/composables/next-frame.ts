/** The next moment at which the screen is drawn; never while the page is hidden. */
export function nextFrame(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => resolve()))
}
