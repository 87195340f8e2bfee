import { join } from 'node:path'
import { type Locator } from 'playwright'
import { commandLine } from './command-line'
import { expect, test } from './fixtures'
import { type Studio } from './studio'

const row = (studio: Studio, name: string): Locator => studio.page.getByRole('button', { name, exact: true })

async function network(studio: Studio, path: string): Promise<{ layers: unknown[]; connections: unknown }> {
  await studio.saveAs(path)
  return JSON.parse(commandLine('document', path)).network
}

test('in the list a network is built with the keyboard alone, as with the mouse in the drawing', async ({
  studio,
  home,
}) => {
  await studio.openExample('Iris')
  const { keyboard } = studio.page
  await keyboard.press('Control+Shift+l')
  await expect(row(studio, '3. Output')).toBeVisible()

  await studio.reach(row(studio, '2. Dense 1'))
  await keyboard.press('Enter')
  await keyboard.press('Control+l')
  await expect(row(studio, '3. Dense 2')).toBeVisible()
  await studio.reach(studio.field('Name of Dense 2'))
  await keyboard.press('Control+a')
  await keyboard.type('Second')
  await keyboard.press('Tab')
  await studio.reach(studio.field('Units of Second'))
  await keyboard.press('Control+a')
  await keyboard.type('5')
  await keyboard.press('Enter')
  await studio.reach(studio.field('Activation of Second'))
  await keyboard.type('relu')
  await studio.reach(studio.field('Connect to Output from'))
  await keyboard.type('Dense 1')
  await expect(studio.button('Disconnect Dense 1 from Output')).toBeVisible()
  const listed = await network(studio, join(home, 'list.bpstudio'))

  while (await row(studio, '3. Second').or(row(studio, '3. Dense 2')).isVisible()) await keyboard.press('Control+z')
  await studio.press('Drawing')
  await studio.page.locator('[data-layer="dense-1"]').click()
  await studio.press('+ Layer')
  await studio.fill('Name', 'Second')
  await studio.fill('Units', '5')
  await studio.field('Activation').selectOption('relu')
  await studio.press('Connect')
  await studio.page.locator('[data-layer="dense-1"]').click()
  await studio.page.locator('[data-layer="output"]').click()
  await expect(studio.button('Disconnect Dense 1')).toBeVisible()
  expect(await network(studio, join(home, 'drawing.bpstudio'))).toEqual(listed)
})

test('in the list arrow keys go from row to row and Delete removes a layer', async ({ studio }) => {
  await studio.openExample('XOR')
  await studio.press('List')
  await row(studio, '1. Input').focus()
  await studio.page.keyboard.press('ArrowDown')
  await expect(row(studio, '2. Hidden')).toBeFocused()
  await studio.page.keyboard.press('Delete')
  await expect(row(studio, '2. Output')).toBeVisible()
  await expect(row(studio, '1. Input')).toBeFocused()
  await studio.page.keyboard.press('Control+z')
  await expect(row(studio, '3. Output')).toBeVisible()
})

test('in the list several layers are selected, duplicated and edited at once from the keyboard', async ({ studio }) => {
  await studio.openExample('Two spirals')
  await studio.press('List')
  const { keyboard } = studio.page
  await studio.reach(row(studio, '2. Dense 1'))
  await keyboard.press('Enter')
  await keyboard.press('Shift+ArrowDown')
  await expect(row(studio, '3. Dense 2')).toHaveAttribute('aria-pressed', 'true')
  await expect(studio.page.getByRole('complementary', { name: 'Inspector' })).toContainText('2 layers')
  await keyboard.press('Control+d')
  await expect(studio.page.locator('[data-row]')).toHaveCount(6)
  await keyboard.press('Control+z')
  await expect(studio.page.locator('[data-row]')).toHaveCount(4)
})
