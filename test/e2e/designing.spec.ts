import { expect, test } from './fixtures'
import { type Studio } from './studio'

const layers = (studio: Studio): Promise<string[]> =>
  studio.page.locator('[data-layer]').evaluateAll((found) => found.map((each) => each.getAttribute('aria-label') ?? ''))

async function startFrom(studio: Studio, template: string): Promise<void> {
  await studio.menu('Network', 'Start from a template…')
  await studio.page.getByRole('dialog').getByRole('button', { name: template, exact: true }).click()
  await expect(studio.page.getByRole('dialog')).toBeHidden()
}

test('every template that suits the data trains, and one undo brings the old network back', async ({ studio }) => {
  await studio.openExample('Iris')
  const before = await layers(studio)
  for (const template of ['Perceptron', 'Classifier', 'Wide and deep', 'Residual network']) {
    await startFrom(studio, template)
    await expect.poll(() => layers(studio)).not.toEqual(before)
    await studio.ready()
    await studio.press('Step')
    await expect.poll(() => studio.step()).toBe(1)
    await studio.page.keyboard.press('Control+z')
    await expect.poll(() => layers(studio)).toEqual(before)
  }
})

test('a template that does not suit the data says why and can not be chosen', async ({ studio }) => {
  await studio.openExample('Iris')
  const before = await layers(studio)
  await studio.menu('Network', 'Start from a template…')
  const dialog = studio.page.getByRole('dialog')
  const offer = dialog.getByRole('button', { name: 'Worked example', exact: true })
  await expect(offer).toHaveAccessibleDescription(/It has 2 inputs and 2 outputs, but the data has 4 and 3/)
  await offer.press('Enter')
  await expect(dialog).toBeVisible()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  expect(await layers(studio)).toEqual(before)
})

test('problems are listed with their places, and each is mended with one click', async ({ studio }) => {
  await studio.openExample('XOR')
  await studio.page.locator('[data-layer="output"]').click()
  await studio.field('Activation').selectOption('softmax')
  await expect(studio.page.getByTestId('problem')).toContainText('softmax over a single unit is always 1')
  await expect(studio.button('Train')).toBeDisabled()
  await studio.page
    .getByRole('region', { name: 'Training controls' })
    .getByRole('button', { name: 'Use sigmoid' })
    .click()
  await studio.ready()
  await expect(studio.field('Activation')).toHaveValue('sigmoid')
  await studio.page.keyboard.press('Control+z')
  await expect(studio.field('Activation')).toHaveValue('softmax')
  await studio.page.keyboard.press('Control+z')

  await studio.page
    .getByRole('complementary', { name: 'Kinds of layers' })
    .getByRole('button', { name: 'Input' })
    .click()
  await studio.page.getByRole('button', { name: /^\d+ problems$/ }).click()
  const list = studio.page.getByRole('dialog', { name: 'Problems' })
  await list.getByRole('button', { name: 'Input 1' }).first().click()
  await expect(studio.field('Name')).toHaveValue('Input 1')
})

test('a network is fitted to the data', async ({ studio }) => {
  await studio.openExample('Iris')
  await studio.page.locator('[data-layer="output"]').click()
  await studio.fill('Units', '7')
  await studio.tab('Training')
  await studio.field('Loss').selectOption('mean-squared-error')
  await expect(studio.button('Train')).toBeDisabled()
  await studio.menu('Network', 'Fit to my data')
  await studio.ready()
  await expect(studio.field('Loss')).toHaveValue('categorical-cross-entropy')
  await expect(studio.page.locator('[data-layer="output"]')).toHaveAccessibleName(/softmax, 3 units/)
})
