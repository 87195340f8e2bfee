import { type Page } from 'playwright'
import { expect, test } from '../e2e/fixtures'

const EPOCHS = 1000

/** Clicks that change what is shown: one page of the window after the other. */
const PAGES = ['Data', 'Network', 'Evaluate', 'Network', 'Backprop', 'Network', 'Runs', 'Network']

/** Milliseconds from each click to the paint that follows it, as the page itself sees them. */
async function recordClicks(page: Page): Promise<void> {
  await page.evaluate(() => {
    const times: number[] = []
    Object.assign(window, { clickTimes: times })
    const painted = new MessageChannel()
    let start = 0
    painted.port1.onmessage = () => times.push(performance.now() - start)
    window.addEventListener(
      'click',
      ({ timeStamp }) => {
        start = timeStamp
        requestAnimationFrame(() => painted.port2.postMessage(null))
      },
      { capture: true },
    )
  })
}

test('the window answers while two spirals train', async ({ studio }) => {
  const { page } = studio
  await studio.openExample('Two spirals')
  await recordClicks(page)
  await studio.press('Train')
  await expect.poll(() => studio.status()).toBe('running')
  let clicks = 0
  const began = Date.now()
  while ((await studio.status()) === 'running') {
    await page
      .getByRole('navigation')
      .getByRole('button', { name: PAGES[clicks % PAGES.length] ?? 'Network', exact: true })
      .click()
    clicks += 1
    await expect
      .poll(() => page.evaluate(() => (window as unknown as { clickTimes: number[] }).clickTimes.length))
      .toBeGreaterThanOrEqual(clicks)
  }
  const seconds = (Date.now() - began) / 1000
  const times = await page.evaluate(() =>
    (window as unknown as { clickTimes: number[] }).clickTimes.toSorted((a, b) => a - b),
  )
  expect(await studio.epoch()).toBe(EPOCHS)
  const at = (share: number): string =>
    (times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? Number.NaN).toFixed(1)
  process.stdout.write(
    `\n${EPOCHS} epochs of two spirals in ${seconds.toFixed(1)} s, ${times.length} clicks meanwhile: ` +
      `click to next paint ${at(0.5)} ms at the median, ${at(0.95)} ms at 95 %, ${at(1)} ms at worst\n`,
  )
})
