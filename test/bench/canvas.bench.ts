import { type Page } from 'playwright'
import { expect, test } from '../e2e/fixtures'
import { gridProject, manyCards, manyNeurons } from './scenes'

const SECONDS = 5
const SCENES = [
  { name: '500 cards', grid: manyCards, close: false },
  { name: '500 cards, seen from near', grid: manyCards, close: true },
  { name: '5,000 neurons and 20,000 lines', grid: manyNeurons, close: false },
  { name: '5,000 neurons and 20,000 lines, seen from near', grid: manyNeurons, close: true },
] as const

/** Turns the wheel once per frame, right and back, as a hand does; gives the milliseconds between frames, sorted. */
function pan(page: Page, seconds: number): Promise<number[]> {
  return page.evaluate(async (most) => {
    const canvas = document.querySelector('[data-layer]')?.closest('section, main')?.querySelector('canvas')
    const target = canvas?.parentElement ?? document.body
    const times: number[] = []
    const began = performance.now()
    let before = began
    while (before - began < most) {
      const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve))
      times.push(now - before)
      before = now
      const right = Math.floor((now - began) / 1000) % 2 === 0
      const { left, top, width, height } = target.getBoundingClientRect()
      target.dispatchEvent(
        new WheelEvent('wheel', {
          deltaX: right ? 16 : -16,
          deltaY: right ? 6 : -6,
          clientX: left + width / 2,
          clientY: top + height / 2,
          bubbles: true,
          cancelable: true,
        }),
      )
    }
    return times.slice(1).sort((one, other) => one - other)
  }, seconds * 1000)
}

for (const { name, grid, close } of SCENES) {
  test(`panning ${name}`, async ({ studio, home }) => {
    const { page } = studio
    await studio.openProject(gridProject(home, grid))
    await expect(page).toHaveTitle(/grid/)
    await studio.ready()
    await studio.press('Zoom to fit')
    if (close) for (let step = 0; step < 8; step++) await page.keyboard.press('Alt+ArrowUp')
    const times = await pan(page, SECONDS)
    const total = times.reduce((sum, time) => sum + time, 0)
    const late = times[Math.floor(0.95 * times.length)] ?? Number.NaN
    process.stdout.write(
      `\n${name}: ${((1000 * times.length) / total).toFixed(1)} frames a second while panning, ` +
        `95 % of them within ${late.toFixed(1)} ms\n`,
    )
  })
}
