import { expect, test } from './fixtures'

test('every training setting can be changed, and each change taken back', async ({ studio }) => {
  await studio.openExample('Iris')
  await studio.tab('Training')
  const values = async (): Promise<Record<string, string>> => {
    const found: Record<string, string> = {}
    for (const name of ['Loss', 'Optimizer', 'Learning rate', 'Batch size', 'Epochs', 'Validation share', 'Seed'])
      found[name] = await studio.field(name).inputValue()
    return found
  }
  const before = await values()
  expect(before).toEqual({
    Loss: 'categorical-cross-entropy',
    Optimizer: 'adam',
    'Learning rate': '0.005',
    'Batch size': '16',
    Epochs: '200',
    'Validation share': '0.2',
    Seed: '1',
  })
  await studio.field('Loss').selectOption('mean-squared-error')
  await studio.field('Optimizer').selectOption('sgd')
  await studio.fill('Learning rate', '0.05')
  await studio.fill('Momentum', '0.9')
  await studio.fill('Batch size', '7')
  await studio.fill('Epochs', '12')
  await studio.fill('Validation share', '0.3')
  await studio.fill('Seed', '5')
  await studio.page.getByRole('switch', { name: 'Shuffle' }).click()
  await expect(studio.page.getByRole('switch', { name: 'Shuffle' })).not.toBeChecked()
  await studio.trainToTheEnd()
  expect(await studio.epoch()).toBe(12)

  for (let edit = 0; edit < 9; edit++) await studio.menu('Edit', 'Undo')
  await expect.poll(values).toEqual(before)
  await expect(studio.page.getByRole('switch', { name: 'Shuffle' })).toBeChecked()
})

test('a value out of range is refused with a sentence, and the last good one stays', async ({ studio }) => {
  await studio.openExample('Iris')
  await studio.tab('Training')
  await studio.fill('Learning rate', 'fast')
  await expect(studio.page.getByRole('alert').first()).toBeVisible()
  await studio.page.keyboard.press('Escape')
  await studio.tab('Project')
  await studio.tab('Training')
  await expect(studio.field('Learning rate')).toHaveValue('0.005')
})

test('reset gives the same weights, new weights others', async ({ studio }) => {
  await studio.openExample('XOR')
  const lossAfterTwenty = async (): Promise<number> => {
    await studio.tab('Training')
    await studio.fill('Epochs', '20')
    await studio.trainToTheEnd()
    return studio.figure('loss')
  }
  const first = await lossAfterTwenty()
  await studio.press('Reset (same weights)')
  await expect.poll(() => studio.step()).toBe(0)
  expect(await lossAfterTwenty()).toBe(first)
  await studio.press('New weights')
  await expect.poll(() => studio.step()).toBe(0)
  expect(await lossAfterTwenty()).not.toBe(first)
})

test('pause stops a run at once, and train goes on from there', async ({ studio }) => {
  await studio.openExample('Two spirals')
  await studio.tab('Training')
  await studio.fill('Epochs', '1000000')
  await studio.press('Train')
  await expect.poll(() => studio.step()).toBeGreaterThan(0)
  await studio.press('Pause')
  await expect.poll(() => studio.status()).toBe('paused')
  const paused = await studio.step()
  await studio.press('Step')
  await expect.poll(() => studio.step()).toBe(paused + 1)
  await studio.press('Train')
  await expect.poll(() => studio.step()).toBeGreaterThan(paused + 1)
  await studio.press('Pause')
})
