import { type Page } from 'playwright'
import { expect, test } from '../e2e/fixtures'

const SECONDS = 4
const EXAMPLES = ['XOR', 'Worked example', 'Iris'] as const

/** How often a second the window shows a later update than before. */
function updatesShown(page: Page, seconds: number): Promise<number> {
  return page.evaluate(
    (most) =>
      new Promise<number>((resolve) => {
        const figure = document.querySelector<HTMLElement>('[data-testid="epoch"]')
        if (!figure) throw new Error('The transport bar is missing.')
        const began = performance.now()
        let shown = 0
        let step = figure.dataset['step']
        const observer = new MutationObserver(() => {
          const now = figure.dataset['step']
          if (now !== step) shown++
          step = now
          if (performance.now() - began < most) return
          observer.disconnect()
          resolve((1000 * shown) / (performance.now() - began))
        })
        observer.observe(figure, { attributes: true })
      }),
    seconds * 1000,
  )
}

for (const name of EXAMPLES) {
  test(`live weights of ${name}`, async ({ studio }) => {
    await studio.openExample(name)
    await studio.tab('Training')
    await studio.fill('Epochs', '100000000')
    await studio.press('Train')
    await expect.poll(() => studio.epoch(), { timeout: 30_000 }).toBeGreaterThan(20_000)
    const rate = await updatesShown(studio.page, SECONDS)
    expect(await studio.status()).toBe('running')
    process.stdout.write(`\n${name}: the window shows ${rate.toFixed(1)} updates of its drawing a second\n`)
  })
}
