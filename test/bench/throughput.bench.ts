import { type Page } from 'playwright'
import { expect, test } from '../e2e/fixtures'
import { median } from './statistics'
import { workloadProject } from './scenes'

const PAIRS = 9
const SECONDS = 4

interface Reading {
  /** Milliseconds, by the page's clock. */
  readonly time: number
  readonly step: number
}

/** A hidden page gets no frames: what stops here is what the browser stops when its window is hidden. */
async function takeOverFrames(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const real = window.requestAnimationFrame.bind(window)
    let hidden = false
    let waiting: FrameRequestCallback[] = []
    window.requestAnimationFrame = (callback) => (hidden ? waiting.push(callback) : real(callback))
    Object.assign(window, {
      hideWindow(next: boolean) {
        hidden = next
        if (!hidden) for (const callback of waiting.splice(0)) real(callback)
        waiting = []
      },
    })
  })
}

const hide = (page: Page, hidden: boolean): Promise<void> =>
  page.evaluate((next) => (window as unknown as { hideWindow(hidden: boolean): void }).hideWindow(next), hidden)

/** The updates that the next news from the engine tells of. */
function nextReading(page: Page): Promise<Reading> {
  return page.evaluate(
    () =>
      new Promise<Reading>((resolve) => {
        const figure = document.querySelector<HTMLElement>('[data-testid="epoch"]')
        if (!figure) throw new Error('The transport bar is missing.')
        const before = figure.dataset['step']
        const observer = new MutationObserver(() => {
          if (figure.dataset['step'] === before) return
          observer.disconnect()
          resolve({ time: performance.now(), step: Number(figure.dataset['step']) })
        })
        observer.observe(figure, { attributes: true })
      }),
  )
}

/** Updates per second over some seconds. */
async function pace(page: Page, hidden: boolean): Promise<number> {
  const start = await nextReading(page)
  if (hidden) await hide(page, true)
  await page.waitForTimeout(SECONDS * 1000)
  const reading = nextReading(page)
  if (hidden) await hide(page, false)
  const end = await reading
  return (1000 * (end.step - start.step)) / (end.time - start.time)
}

test('training beside the open Network page, and beside a hidden window', async ({ studio, home }) => {
  const { page } = studio
  await takeOverFrames(page)
  await page.reload()
  await studio.ready()
  await studio.openProject(workloadProject(home))
  await expect(page).toHaveTitle(/workload/)
  await studio.ready()
  await studio.press('Train')
  await expect.poll(() => studio.status()).toBe('running')
  await pace(page, false)
  const ratios: number[] = []
  for (let pair = 0; pair < PAIRS; pair++) {
    const openFirst = pair % 2 === 0
    const first = await pace(page, !openFirst)
    const second = await pace(page, openFirst)
    const [open, hidden] = openFirst ? [first, second] : [second, first]
    ratios.push(open / hidden)
    process.stdout.write(
      `\nopen ${open.toFixed(0)}, hidden ${hidden.toFixed(0)} updates a second: ${(open / hidden).toFixed(3)}`,
    )
  }
  const sorted = ratios.toSorted((one, other) => one - other)
  process.stdout.write(
    `\nThe Network page open: ${(100 * median(ratios)).toFixed(1)} % of the updates of a hidden window, ` +
      `median of ${PAIRS} pairs (${(100 * (sorted[0] ?? 0)).toFixed(1)} to ${(100 * (sorted.at(-1) ?? 0)).toFixed(1)} %)\n`,
  )
})
