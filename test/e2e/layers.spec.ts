import { type Locator } from 'playwright'
import { expect, test } from './fixtures'
import { type Studio } from './studio'

const card = (studio: Studio, id: string): Locator => studio.page.locator(`[data-layer="${id}"]`)

/** Adds a layer of a kind behind the selected one, from the palette beside the canvas. */
async function addKind(studio: Studio, kind: string): Promise<void> {
  const palette = studio.page.getByRole('complementary', { name: 'Kinds of layers' })
  await palette.getByRole('button', { name: kind, exact: true }).click()
}

test('a residual network with normalization and dropout is drawn, trained and looked into', async ({ studio }) => {
  await studio.openExample('Iris')
  await card(studio, 'dense-1').click()
  for (const kind of ['Batch normalization', 'Activation', 'Dropout', 'Dense', 'Add']) await addKind(studio, kind)
  await expect(card(studio, 'add-1')).toHaveAccessibleName('Add 1, sum of 1, 8 units')
  await studio.press('Connect')
  await card(studio, 'dense-1').click()
  await card(studio, 'add-1').click()
  await expect(card(studio, 'add-1')).toHaveAccessibleName('Add 1, sum of 2, 8 units')

  await card(studio, 'dropout-1').click()
  await studio.fill('Rate', '0.2')
  await expect(card(studio, 'dropout-1')).toHaveAccessibleName('Dropout 1, rate 0.2, 8 units')
  await card(studio, 'batch-normalization-1').click()
  await studio.fill('Momentum', '0.3')
  await studio.tab('Training')
  await studio.field('Optimizer').selectOption('adamw')
  await studio.field('Schedule').selectOption('cosine')
  await studio.fill('Fall, epochs', '40')
  await studio.fill('Epochs', '40')
  await studio.trainToTheEnd()
  expect(await studio.figure('accuracy')).toBeGreaterThan(0.8)

  await studio.show('Backprop')
  await expect(studio.page.getByRole('region', { name: 'Numbers of Batch normalization 1' })).toBeVisible()
  await studio.show('Network')
  await studio.menu('Edit', 'Undo')
  await studio.tab('Training')
  await expect(studio.field('Epochs')).toHaveValue('200')
})

test('every kind of layer can be added and removed again', async ({ studio }) => {
  await studio.openExample('Iris')
  const before = await studio.page.locator('[data-layer]').count()
  for (const kind of ['Input', 'Dense', 'Layer normalization', 'Flatten', 'Concatenate']) {
    await card(studio, 'dense-1').click()
    await addKind(studio, kind)
    await expect(studio.page.locator('[data-layer]')).toHaveCount(before + 1)
    await expect(studio.field('Name')).toHaveValue(`${kind} ${kind === 'Dense' ? 2 : 1}`)
    await studio.press('Remove layer')
    await expect(studio.page.locator('[data-layer]')).toHaveCount(before)
  }
})
