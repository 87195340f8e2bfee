import { type Locator } from 'playwright'
import { expect, test } from './fixtures'
import { type Studio } from './studio'

const card = (studio: Studio, id: string): Locator => studio.page.locator(`[data-layer="${id}"]`)
const cards = (studio: Studio): Locator => studio.page.locator('[data-layer]')
const left = async (place: Locator): Promise<number> => Math.round((await place.boundingBox())?.x ?? Number.NaN)
const middle = async (place: Locator): Promise<{ x: number; y: number; right: number; left: number }> => {
  const box = await place.boundingBox()
  if (!box) throw new Error('It is not seen.')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2, left: box.x, right: box.x + box.width }
}

/** Where a connection's handle is: halfway between its two cards. */
async function between(studio: Studio, from: string, to: string): Promise<{ x: number; y: number }> {
  const [one, other] = [await middle(card(studio, from)), await middle(card(studio, to))]
  return { x: (one.right + other.left) / 2, y: (one.y + other.y) / 2 }
}

async function chooseConnection(studio: Studio, from: string, to: string): Promise<void> {
  const { x, y } = await between(studio, from, to)
  await studio.page.mouse.click(x, y)
}

test('a connection is refused with its reason while it is dragged, and made where it may be', async ({ studio }) => {
  await studio.openExample('XOR')
  await card(studio, 'output').hover()
  await card(studio, 'output').locator('.port.out').hover()
  await studio.page.mouse.down()
  await card(studio, 'hidden').hover()
  const reason = /loop/
  await expect(studio.page.locator('.tip')).toHaveText(reason)
  await studio.page.mouse.up()
  await expect(studio.page.getByRole('status').filter({ hasText: reason })).toBeVisible()

  await studio.press('Connect')
  await card(studio, 'input').click()
  await card(studio, 'output').click()
  await expect(studio.field('Name')).toHaveValue('Output')
  await expect(studio.button('Disconnect Input')).toBeVisible()
  await studio.page.keyboard.press('Control+z')
  await expect(studio.button('Disconnect Input')).toBeHidden()
})

test('a layer goes into a connection: by its handle, and dragged from the palette', async ({ studio }) => {
  await studio.openExample('XOR')
  await chooseConnection(studio, 'hidden', 'output')
  await expect(studio.page.getByRole('heading', { name: 'Connection' })).toBeVisible()
  await studio.press('Insert layer here')
  await expect(card(studio, 'dense-1')).toBeVisible()
  await expect(studio.button('Disconnect Hidden')).toBeVisible()
  await studio.page.keyboard.press('Control+z')
  await expect(cards(studio)).toHaveCount(3)

  const { x, y } = await between(studio, 'hidden', 'output')
  const canvas = await studio.page.locator('.canvas').boundingBox()
  await studio.page
    .getByRole('complementary', { name: 'Kinds of layers' })
    .getByRole('button', { name: 'Dropout' })
    .dragTo(studio.page.locator('.canvas'), {
      targetPosition: { x: x - (canvas?.x ?? 0), y: y - (canvas?.y ?? 0) },
    })
  await expect(card(studio, 'dropout-1')).toHaveAccessibleName(/4 units/)
  await studio.ready()
})

test('many layers are selected, moved, aligned, copied, pasted, duplicated and deleted, one step each', async ({
  studio,
}) => {
  await studio.openExample('Iris')
  const count = await cards(studio).count()
  const { keyboard } = studio.page
  await keyboard.press('Control+a')
  await expect(studio.page.locator('[data-layer][aria-selected="true"]')).toHaveCount(count)
  await keyboard.press('Escape')
  await card(studio, 'dense-1').click()
  await card(studio, 'output').click({ modifiers: ['Shift'] })
  await expect(studio.page.locator('[data-layer][aria-selected="true"]')).toHaveCount(2)

  const [first, second] = [await left(card(studio, 'dense-1')), await left(card(studio, 'output'))]
  await card(studio, 'output').press('Control+ArrowRight')
  await expect.poll(() => left(card(studio, 'dense-1'))).toBeGreaterThan(first)
  expect(await left(card(studio, 'output'))).toBeGreaterThan(second)
  await keyboard.press('Control+z')
  await studio.menu('Network', 'Align', 'Left sides')
  await expect.poll(async () => (await left(card(studio, 'output'))) - (await left(card(studio, 'dense-1')))).toBe(0)
  await keyboard.press('Control+z')

  await keyboard.press('Control+d')
  await expect(cards(studio)).toHaveCount(count + 2)
  await keyboard.press('Delete')
  await expect(cards(studio)).toHaveCount(count)
  await card(studio, 'dense-1').click()
  await keyboard.press('Control+c')
  await keyboard.press('Control+v')
  await expect(cards(studio)).toHaveCount(count + 1)
  await keyboard.press('Control+z')
  await expect(cards(studio)).toHaveCount(count)
})

test('a drag over the empty canvas selects what it touches', async ({ studio }) => {
  await studio.openExample('XOR')
  const [hidden, output] = [await middle(card(studio, 'hidden')), await middle(card(studio, 'output'))]
  const { mouse } = studio.page
  await mouse.move(hidden.left - 8, hidden.y + 8)
  const box = await card(studio, 'hidden').boundingBox()
  await mouse.move(hidden.left - 10, (box?.y ?? 0) - 10)
  await mouse.down()
  await mouse.move(output.left + 10, output.y, { steps: 4 })
  await mouse.up()
  await expect(card(studio, 'hidden')).toHaveAttribute('aria-selected', 'true')
  await expect(card(studio, 'output')).toHaveAttribute('aria-selected', 'true')
  await expect(card(studio, 'input')).toHaveAttribute('aria-selected', 'false')
})

test('the canvas is panned and zoomed by hand, the map shows where, and brings it back', async ({ studio }) => {
  await studio.openExample('XOR')
  const { mouse, keyboard } = studio.page
  const hidden = card(studio, 'hidden')
  const canvas = await middle(studio.page.locator('.canvas'))
  const map = studio.page.getByRole('img', { name: 'Map of the network' })
  const before = await middle(hidden)
  await expect(map).toBeHidden()

  await mouse.move(canvas.x, canvas.y)
  await mouse.wheel(0, 120)
  await expect.poll(async () => Math.round((await middle(hidden)).y - before.y)).toBe(-120)
  await mouse.wheel(0, -120)
  await keyboard.down('Control')
  await mouse.wheel(0, -240)
  await keyboard.up('Control')
  const width = ({ left: start, right }: { left: number; right: number }): number => right - start
  await expect.poll(async () => width(await middle(hidden)) / width(before)).toBeCloseTo(Math.exp(240 / 400), 1)

  await mouse.move(canvas.x, canvas.y)
  await mouse.down({ button: 'middle' })
  await mouse.move(canvas.x + 700, canvas.y, { steps: 4 })
  await mouse.up({ button: 'middle' })
  await expect(map).toBeVisible()
  const far = await middle(hidden)
  const box = await map.boundingBox()
  if (!box) throw new Error('There is no map.')
  await mouse.click(box.x + box.width / 2, box.y + box.height / 2)
  await expect.poll(async () => Math.round((await middle(hidden)).x)).not.toBe(Math.round(far.x))

  await studio.press('Zoom to fit')
  await expect(map).toBeHidden()
})

test('a layer dropped on the empty canvas stands there by itself', async ({ studio }) => {
  await studio.openExample('XOR')
  const canvas = studio.page.locator('.canvas')
  const place = await canvas.boundingBox()
  if (!place) throw new Error('There is no canvas.')
  const target = { x: place.width - 140, y: place.height - 120 }
  await studio.page
    .getByRole('complementary', { name: 'Kinds of layers' })
    .getByRole('button', { name: 'Dense' })
    .dragTo(canvas, { targetPosition: target })
  const added = card(studio, 'dense-1')
  await expect(added).toBeVisible()
  const { left: start, right } = await middle(added)
  expect(start - place.x).toBeLessThanOrEqual(target.x)
  expect(right - place.x).toBeGreaterThanOrEqual(target.x)
  await expect(studio.page.getByRole('button', { name: /^Disconnect/ })).toHaveCount(0)
  await studio.page.keyboard.press('Control+z')
  await expect(cards(studio)).toHaveCount(3)
})
