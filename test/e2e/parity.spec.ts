import { join } from 'node:path'
import { expect, test } from './fixtures'

/** The worked example after 100 updates; the command line gives the same (test/src-main/cli). */
const LOSS_AFTER_100_STEPS = 0.0200468282494252

test('the worked example gives the same literal in every host, and again from its file', async ({
  studio,
  start,
  home,
}) => {
  await studio.openExample('Worked example')
  await studio.tab('Training')
  await studio.fill('Epochs', '100')
  await studio.trainToTheEnd()
  expect(await studio.epoch()).toBe(100)
  expect(await studio.figure('loss')).toBe(LOSS_AFTER_100_STEPS)
  const path = join(home, 'hundred.bpstudio')
  await studio.saveAs(path)
  await studio.stop()

  const again = await start(path)
  await expect(again.page).toHaveTitle(/hundred/)
  await expect.poll(() => again.epoch()).toBe(100)
  expect(await again.figure('loss')).toBe(LOSS_AFTER_100_STEPS)
})
