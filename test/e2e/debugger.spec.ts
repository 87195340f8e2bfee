import { type Locator } from 'playwright'
import { expect, test } from './fixtures'
import { type Studio } from './studio'

const granularities = ['operation', 'neuron', 'layer', 'sample', 'batch'] as const

const next = (studio: Studio): Locator => studio.page.getByTestId('walk-next')
const last = (studio: Studio): Locator => studio.page.getByTestId('walk-last')

/** The tab of weights: the chosen one's old and new value, every digit of them. */
async function weightChange(studio: Studio): Promise<{ old: number; new: number }> {
  const values = studio.page.getByTestId('weight-change').locator('[data-value]')
  const [before, after] = await Promise.all([0, 1].map((at) => values.nth(at).getAttribute('data-value')))
  return { old: Number(before), new: Number(after) }
}

/** A press on the middle of a line; lines have no box that could be pressed. */
async function pressLine(studio: Studio, weight: string): Promise<void> {
  const { x, y } = await studio.page.locator(`[data-weight="${weight}"]`).evaluate((line) => {
    const { left, top, width, height } = line.getBoundingClientRect()
    return { x: left + width / 2, y: top + height / 2 }
  })
  await studio.page.mouse.click(x, y)
}

test('the worked example is walked through by mouse, and the run is given the update', async ({ studio }) => {
  await studio.openExample('Worked example')
  await studio.show('Backprop')
  await studio.press('Step debugger')
  await expect(next(studio)).toContainText('update 1 (epoch 1, batch 1), operation 0 of 30')
  for (const granularity of granularities) {
    await studio.field('Step by').selectOption(granularity)
    const before = await next(studio).textContent()
    await studio.press('Forward ›')
    await expect(next(studio)).not.toHaveText(before ?? '')
    await studio.press('‹ Back')
    await expect(next(studio)).toHaveText(before ?? '')
  }
  await studio.field('Step by').selectOption('operation')
  for (let step = 0; step < 3; step++) await studio.press('Forward ›')
  await expect(last(studio)).toHaveText('z of h1, sample 0: 0.15 · 0.05 + 0.2 · 0.1 + 0.35 = 0.3775')
  await expect(studio.page.locator('.node.hidden').first()).toContainText('z 0.3775')
  await expect(studio.page.locator('.node.hidden').first()).toContainText('?')

  await studio.press('Breakpoints')
  await studio.field('Stop when').selectOption('sign-change')
  await studio.press('Add breakpoint')
  await studio.page.keyboard.press('Escape')
  await studio.press('Run to breakpoint')
  await expect(studio.page.getByTestId('walk-hit')).toHaveText(
    'Stopped. A weight changes sign: update of o1, from h1 0.0176959 → −0.0255501.',
  )
  await expect(studio.page.getByText('The run is unchanged. Apply to run gives it 9 updates.')).toBeVisible()
  await studio.press('Close')
  expect(await studio.step()).toBe(0)
  await pressLine(studio, 'output 0 0')
  await expect.poll(() => weightChange(studio)).toMatchObject({ old: 0.4 })
  expect((await weightChange(studio)).new).toBeCloseTo(0.35891647971788465, 12)

  await studio.press('Step debugger')
  await expect(studio.button('Apply to run')).toBeDisabled()
  await studio.press('Update')
  await expect(studio.button('Apply to run')).toBeEnabled()
  expect(await studio.step()).toBe(0)
  await studio.press('Apply to run')
  await expect(studio.page.getByText('1 update was applied: the run is at step 1.')).toBeVisible()
  await expect.poll(() => studio.step()).toBe(1)
  await expect.poll(() => studio.figure('loss')).toBeCloseTo(0.291027774, 8)
  await expect(studio.button('Apply to run')).toBeDisabled()
  await studio.press('Close')
  await expect.poll(async () => (await weightChange(studio)).old).toBeCloseTo(0.35891647971788465, 6)
  await studio.show('Runs')
  await expect(studio.page.getByText('Applied 1 update of the step debugger, step 1')).toBeVisible()
})

test('it is played, and walked through with the keyboard alone', async ({ studio }) => {
  await studio.openExample('Worked example')
  const { keyboard } = studio.page
  await keyboard.press('Control+F8')
  await expect(next(studio)).toContainText('operation 0 of 30')
  for (const granularity of granularities) {
    await studio.reach(studio.field('Step by'))
    if (granularity !== 'operation') await keyboard.press('ArrowDown')
    await expect(studio.field('Step by')).toHaveValue(granularity)
    const before = await next(studio).textContent()
    await keyboard.press('F8')
    await expect(next(studio)).not.toHaveText(before ?? '')
    await keyboard.press('Shift+F8')
    await expect(next(studio)).toHaveText(before ?? '')
  }
  await studio.reach(studio.page.locator('[aria-current="step"]').last())
  await keyboard.press('ArrowRight')
  await expect(next(studio)).toContainText('operation 2 of 30')
  await keyboard.press('End')
  await expect(next(studio)).toContainText('the new weights take the place of the old')
  await keyboard.press('Home')
  await expect(next(studio)).toContainText('operation 0 of 30')

  await studio.reach(studio.button('Breakpoints'))
  await keyboard.press('Enter')
  await studio.reach(studio.field('Stop when'))
  await keyboard.press('ArrowDown')
  await studio.reach(studio.field('Limit'))
  await keyboard.press('Control+a')
  await keyboard.type('0.1')
  await studio.reach(studio.button('Add breakpoint'))
  await keyboard.press('Enter')
  await keyboard.press('Escape')
  await studio.reach(studio.field('Step by'))
  await keyboard.press('Home')
  await expect(studio.field('Step by')).toHaveValue('operation')
  await studio.fill('Steps per second', '100')
  await keyboard.press('F9')
  await expect(studio.page.getByTestId('walk-hit')).toHaveText(
    'Stopped. |δ| is below 0.1: δ of o2, sample 0 is −0.0380982.',
  )
  await expect(studio.button('Play')).toBeVisible()
  await keyboard.press('Control+F9')
  await expect(studio.page.getByTestId('walk-hit')).toContainText('δ of h1')
  expect(await studio.step()).toBe(0)
})

test('every gradient of the worked example is right, and the drawing shows how nearly', async ({ studio }) => {
  await studio.openExample('Worked example')
  await studio.show('Backprop')
  await studio.tab('Check')
  await studio.press('Check gradients')
  const largest = studio.page.getByTestId('largest-error')
  await expect(largest).toBeVisible()
  expect(Number(await largest.getAttribute('data-value'))).toBeLessThan(1e-6)
  await expect(studio.page.locator('.errors path')).toHaveCount(8)
  await studio.press('Draw the curve')
  await expect(studio.page.getByText(/Least at ε = /)).toBeVisible()
})
