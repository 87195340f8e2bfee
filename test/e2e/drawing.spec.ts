import { join } from 'node:path'
import { type Locator } from 'playwright'
import { commandLine } from './command-line'
import { expect, test } from './fixtures'
import { type Studio } from './studio'

/** The worked example after 100 updates, as in parity.spec.ts. */
const LOSS_AFTER_100_STEPS = 0.0200468282494252

const card = (studio: Studio, id: string): Locator => studio.page.locator(`[data-layer="${id}"]`)
const kinds = (studio: Studio): Locator => studio.page.getByRole('complementary', { name: 'Kinds of layers' })
const kind = (studio: Studio, name: string): Locator => kinds(studio).getByRole('button', { name, exact: true })
const number = (studio: Studio, unit: number, input: number | null): Locator =>
  studio.page
    .getByRole('region', { name: 'Exact values' })
    .getByRole('row')
    .nth(unit + 1)
    .getByRole('button')
    .nth(input ?? 2)
const numberField = (unit: number, input: number | null): string =>
  input === null ? `Bias ${unit + 1}` : `Weight [${unit + 1}, ${input + 1}]`

/** More than either script takes. */
const MOST_STEPS = 40

/** One way to do what both scripts need. */
interface Hands {
  choose(studio: Studio, id: string): Promise<void>
  remove(studio: Studio, id: string): Promise<void>
  add(studio: Studio, name: string): Promise<void>
  type(studio: Studio, field: string, text: string): Promise<void>
  pick(studio: Studio, field: string, option: string): Promise<void>
  /** Turns a switch. */
  turn(studio: Studio, name: string): Promise<void>
  setNumber(studio: Studio, unit: number, input: number | null, value: number): Promise<void>
  connect(studio: Studio, from: string, to: string): Promise<void>
  arrange(studio: Studio): Promise<void>
}

const mouse: Hands = {
  choose: (studio, id) => card(studio, id).click(),
  async remove(studio, id) {
    await card(studio, id).click()
    await studio.press('Remove layer')
  },
  add: (studio, name) => kind(studio, name).click(),
  type: (studio, field, text) => studio.fill(field, text),
  async pick(studio, field, option) {
    await studio.field(field).selectOption({ label: option })
  },
  turn: (studio, name) => studio.field(name).click(),
  async setNumber(studio, unit, input, value) {
    await number(studio, unit, input).click()
    await studio.fill(numberField(unit, input), String(value))
  },
  async connect(studio, from, to) {
    await card(studio, from).hover()
    await card(studio, from).locator('.port.out').hover()
    await studio.page.mouse.down()
    await card(studio, to).hover()
    await studio.page.mouse.up()
  },
  arrange: (studio) => studio.press('Arrange'),
}

const keyboard: Hands = {
  async choose(studio, id) {
    await studio.reach(card(studio, id))
    await studio.page.keyboard.press('Enter')
  },
  async remove(studio, id) {
    await studio.reach(card(studio, id))
    await studio.page.keyboard.press('Delete')
  },
  async add(studio, name) {
    await studio.reach(kind(studio, name))
    await studio.page.keyboard.press('Enter')
  },
  async type(studio, field, text) {
    await studio.reach(studio.field(field))
    await studio.page.keyboard.press('Control+a')
    await studio.page.keyboard.type(text)
    await studio.page.keyboard.press('Enter')
  },
  async pick(studio, field, option) {
    await studio.reach(studio.field(field))
    await studio.page.keyboard.type(option)
  },
  async turn(studio, name) {
    await studio.reach(studio.field(name))
    await studio.page.keyboard.press('Space')
  },
  async setNumber(studio, unit, input, value) {
    await studio.reach(number(studio, unit, input), 'Shift+Tab')
    await studio.page.keyboard.press('Enter')
    await keyboard.type(studio, numberField(unit, input), String(value))
  },
  async connect(studio, from, to) {
    await studio.reach(card(studio, from))
    await studio.page.keyboard.press('c')
    await expect(async () => {
      await studio.page.keyboard.press('ArrowRight')
      await expect(card(studio, to)).toBeFocused({ timeout: 200 })
    }).toPass()
    await studio.page.keyboard.press('Enter')
  },
  async arrange(studio) {
    await studio.reach(studio.button('Arrange'))
    await studio.page.keyboard.press('Enter')
  },
}

/** The document in a file that is saved now. */
async function saved(studio: Studio, path: string): Promise<{ network: unknown; training: unknown; dataset: unknown }> {
  await studio.saveAs(path)
  return JSON.parse(commandLine('document', path))
}

async function dense(studio: Studio, hands: Hands, id: string): Promise<void> {
  await hands.choose(studio, id)
  await hands.type(studio, 'Units', '2')
  await hands.pick(studio, 'Activation', 'sigmoid')
  await hands.turn(studio, 'Train biases')
  await expect(card(studio, id)).toHaveAccessibleName(/sigmoid, 2 units/)
}

async function exactNumbers(studio: Studio, hands: Hands, id: string, numbers: readonly number[][]): Promise<void> {
  await hands.choose(studio, id)
  for (const [unit, row] of numbers.entries())
    for (const [place, value] of row.entries()) {
      const input = place === 2 ? null : place
      await hands.setNumber(studio, unit, input, value)
      await expect(number(studio, unit, input)).toHaveAccessibleName(new RegExp(`: ${value}$`))
    }
}

async function workedExample(studio: Studio, hands: Hands): Promise<void> {
  await hands.remove(studio, 'hidden')
  await hands.remove(studio, 'output')
  await expect(studio.page.locator('[data-layer]')).toHaveCount(1)
  await hands.choose(studio, 'input')
  await hands.add(studio, 'Dense')
  await hands.add(studio, 'Dense')
  for (const id of ['dense-1', 'dense-2']) await dense(studio, hands, id)
  await studio.ready()
  // The second one went before the first, which had become the output.
  await exactNumbers(studio, hands, 'dense-2', [
    [0.15, 0.2, 0.35],
    [0.25, 0.3, 0.35],
  ])
  await exactNumbers(studio, hands, 'dense-1', [
    [0.4, 0.45, 0.6],
    [0.5, 0.55, 0.6],
  ])
  await hands.arrange(studio)
}

async function residualNetwork(studio: Studio, hands: Hands): Promise<void> {
  await hands.choose(studio, 'dense-1')
  await hands.add(studio, 'Dense')
  await hands.type(studio, 'Units', '8')
  await hands.add(studio, 'Add')
  await expect(card(studio, 'add-1')).toHaveAccessibleName('Add 1, sum of 1, 8 units')
  await hands.connect(studio, 'dense-1', 'add-1')
  await expect(card(studio, 'add-1')).toHaveAccessibleName('Add 1, sum of 2, 8 units')
  await hands.arrange(studio)
}

const networks = [
  { name: 'the worked example with its exact weights', example: 'Worked example', build: workedExample },
  { name: 'a residual network for Iris', example: 'Iris', build: residualNetwork },
] as const

for (const { name, example, build } of networks)
  test(`${name} is drawn with the mouse and with the keyboard alone, to the same document`, async ({
    studio,
    home,
  }, info) => {
    info.setTimeout(120_000)
    await studio.openExample(example)
    const before = await saved(studio, join(home, 'before.bpstudio'))
    await build(studio, mouse)
    const drawn = await saved(studio, join(home, 'mouse.bpstudio'))
    expect(drawn.network).not.toEqual(before.network)

    for (let step = 0; step < MOST_STEPS; step++) await studio.page.keyboard.press('Control+z')
    await expect(studio.button('Train')).toBeEnabled()
    expect((await saved(studio, join(home, 'undone.bpstudio'))).network).toEqual(before.network)
    for (let step = 0; step < MOST_STEPS; step++) await studio.page.keyboard.press('Control+Shift+z')
    expect((await saved(studio, join(home, 'redone.bpstudio'))).network).toEqual(drawn.network)
    for (let step = 0; step < MOST_STEPS; step++) await studio.page.keyboard.press('Control+z')

    await build(studio, keyboard)
    expect((await saved(studio, join(home, 'keyboard.bpstudio'))).network).toEqual(drawn.network)
    if (example !== 'Worked example') return
    await studio.tab('Training')
    await studio.fill('Epochs', '100')
    await studio.trainToTheEnd()
    expect(await studio.figure('loss')).toBe(LOSS_AFTER_100_STEPS)
  })
