import { type Locator } from 'playwright'
import { expect, test } from './fixtures'
import { type Studio } from './studio'

const card = (studio: Studio, id: string): Locator => studio.page.locator(`[data-layer="${id}"]`)
const cards = (studio: Studio): Promise<string[]> =>
  studio.page
    .locator('[data-layer]')
    .evaluateAll((found) =>
      found
        .toSorted((a, b) => a.getBoundingClientRect().left - b.getBoundingClientRect().left)
        .map((each) => each.getAttribute('aria-label') ?? ''),
    )

test('a network is drawn: add, resize, change, reorder and remove layers, and take all of it back', async ({
  studio,
}) => {
  await studio.openExample('XOR')
  expect(await cards(studio)).toEqual([
    'Input, 2 features, 2 units',
    'Hidden, tanh, 4 units',
    'Output, sigmoid, 1 unit',
  ])

  await card(studio, 'hidden').click()
  await studio.page.getByRole('button', { name: '+ Layer' }).click()
  await expect.poll(() => cards(studio)).toHaveLength(4)
  await card(studio, 'dense-1').click()
  await studio.field('Activation').selectOption('relu')
  await studio.fill('Units', '7')
  await expect(card(studio, 'dense-1')).toHaveAccessibleName('Dense 1, ReLU, 7 units')
  await studio.page.keyboard.press('Control+[')
  await expect
    .poll(() => cards(studio))
    .toEqual([
      'Input, 2 features, 2 units',
      'Dense 1, ReLU, 7 units',
      'Hidden, tanh, 4 units',
      'Output, sigmoid, 1 unit',
    ])
  await studio.trainToTheEnd()
  expect(await studio.figure('loss')).toBeLessThan(0.2)

  await card(studio, 'hidden').focus()
  await studio.page.keyboard.press('Delete')
  await expect
    .poll(() => cards(studio))
    .toEqual(['Input, 2 features, 2 units', 'Dense 1, ReLU, 7 units', 'Output, sigmoid, 1 unit'])
  while (await canUndo(studio)) await studio.page.keyboard.press('Control+z')
  await expect
    .poll(() => cards(studio))
    .toEqual(['Input, 2 features, 2 units', 'Hidden, tanh, 4 units', 'Output, sigmoid, 1 unit'])
  await expect(studio.page.getByRole('img', { name: 'not saved' })).toBeVisible() // the trained weights
})

/** Whether the project still differs from what was opened, by its layers. */
async function canUndo(studio: Studio): Promise<boolean> {
  const names = await cards(studio)
  return names.join() !== 'Input, 2 features, 2 units,Hidden, tanh, 4 units,Output, sigmoid, 1 unit'
}

test('what can not be trained says why, and trains again once it is mended', async ({ studio }) => {
  await studio.openExample('XOR')
  await card(studio, 'output').click()
  await studio.fill('Units', '3')
  await expect(studio.button('Train')).toBeDisabled()
  await expect(studio.page.getByTestId('problem')).toHaveText(
    'The data has 1 target value, but Output has 3 units. Set its units to 1.',
  )
  await studio.page.keyboard.press('Control+z')
  await expect(studio.button('Train')).toBeEnabled()
})

test('weights on the canvas follow training', async ({ studio }) => {
  await studio.openExample('XOR')
  const canvas = studio.page.locator('canvas').first()
  const picture = (): Promise<string> =>
    canvas.evaluate((element) => (element instanceof HTMLCanvasElement ? element.toDataURL() : ''))
  const before = await picture()
  await studio.trainToTheEnd()
  await expect.poll(picture).not.toBe(before)
})

test('the curves of the charts come with training, and the loss has a logarithmic axis', async ({ studio }) => {
  await studio.openExample('XOR')
  const dock = studio.page.getByRole('region', { name: 'Charts' })
  await expect(dock.getByRole('img')).toHaveCount(0)
  await studio.trainToTheEnd()
  const chart = dock.getByRole('img', { name: /^Loss over epochs\. At epoch \d+: training / })
  await expect(chart).toBeVisible()
  const picture = (): Promise<string> =>
    chart.evaluate((element) => (element instanceof HTMLCanvasElement ? element.toDataURL() : ''))
  const linear = await picture()
  await dock.getByLabel('log', { exact: true }).check()
  await expect.poll(picture).not.toBe(linear)
  await dock.getByLabel('log', { exact: true }).uncheck()
  await expect.poll(picture).toBe(linear)
})

test('a diverging run stops with a sentence and keeps the last good weights', async ({ studio }) => {
  await studio.openExample('XOR')
  await card(studio, 'hidden').click()
  await studio.field('Activation').selectOption('linear')
  await card(studio, 'output').click()
  await studio.field('Activation').selectOption('linear')
  await studio.tab('Training')
  await studio.field('Optimizer').selectOption('sgd')
  await studio.fill('Learning rate', '500')
  await studio.press('Train')
  await expect(studio.page.getByTestId('failure')).toContainText(
    /^Training stopped at step \d+: .* is no longer a finite number\./,
  )
  expect(Number.isFinite(await studio.figure('loss'))).toBe(true)
})
