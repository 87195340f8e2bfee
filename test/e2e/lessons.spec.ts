import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Locator } from 'playwright'
import { expect, test } from './fixtures'
import { type Studio } from './studio'

const worked: {
  printed: Record<string, number>
  variants: Record<string, Record<string, { E: number }>>
} = JSON.parse(readFileSync('test/fixtures/worked-example.json', 'utf8'))

/** Nine digits, or to the last one where the note prints fewer: w2+ to w4+ have eight. */
const tolerances: Record<string, number> = { w2: 5e-9, w3: 5e-9, w4: 5e-9, E_after_10000: 1e-10 }

const values = ({ page }: Studio): Locator => page.getByRole('list', { name: 'Expected values' }).getByRole('button')

/** The step's values by their ids, once all are compared. */
async function numbersShown(studio: Studio): Promise<Map<string, number>> {
  const rows = values(studio)
  await expect(rows.first()).toBeVisible()
  await expect(rows.and(studio.page.locator('[data-verdict="waiting"]'))).toHaveCount(0)
  await expect(rows.and(studio.page.locator(':not([data-verdict="met"])'))).toHaveCount(0)
  const read = await rows.evaluateAll((found) =>
    found.map((row) => [row.getAttribute('data-expected') ?? '', Number(row.getAttribute('data-value'))] as const),
  )
  return new Map(read)
}

/** Goes to a place with the Tab key and presses a key there. */
async function pressAt(studio: Studio, place: Locator, key = 'Enter'): Promise<void> {
  await studio.reach(place)
  await studio.page.keyboard.press(key)
}

/** Chooses the next or previous option of a list with the keyboard. */
async function chooseAt(studio: Studio, name: string, key: 'ArrowUp' | 'ArrowDown', text: string): Promise<void> {
  await pressAt(studio, studio.field(name), key)
  await expect(studio.field(name).locator('option:checked')).toHaveText(new RegExp(`^${text}`))
}

async function startLesson(studio: Studio, title: string): Promise<void> {
  await studio.page.keyboard.press('Control+6')
  await pressAt(studio, studio.page.getByRole('button', { name: 'Start', exact: true, description: title }))
  await expect(studio.page.getByRole('heading', { name: title, exact: true })).toBeVisible()
}

test('the worked example, walked with the keyboard alone, has every number that the note prints', async ({
  studio,
}) => {
  await startLesson(studio, 'The worked example')
  const step = studio.page.locator('[data-lesson-step]')
  const found = new Map<string, number>()
  const seen: (string | null)[] = []
  for (;;) {
    for (const [id, value] of await numbersShown(studio)) found.set(id, value)
    const id = await step.getAttribute('data-lesson-step')
    seen.push(id)
    if (id === 'ten-thousand') break
    await pressAt(studio, studio.button('Next ›'))
    await expect(step).not.toHaveAttribute('data-lesson-step', id ?? '')
  }
  expect(seen).toHaveLength(13)
  for (const [id, printed] of Object.entries(worked.printed))
    if (id !== 'E_after_one_update')
      expect(Math.abs((found.get(id) ?? Number.NaN) - printed), id).toBeLessThan(tolerances[id] ?? 1e-9)
  const { variants } = worked
  expect(found.get('E_after_10000')).toBeCloseTo(variants['simultaneous_biasesFixed']?.['9999']?.E ?? 0, 15)
  expect(found.get('E_10000_simultaneous_frozen')).toBeCloseTo(
    variants['simultaneous_biasesFixed']?.['10000']?.E ?? 0,
    15,
  )
  await expect(values(studio).nth(0)).toHaveText(/E after 9,999 updates\s*0\.0000351085/)
  await expect(values(studio).nth(1)).toHaveText(/E after 10,000 updates\s*0\.0000351019/)

  // Back by the list of steps, and the two orders that the note mixes.
  await chooseAt(studio, 'Step of the lesson', 'ArrowUp', '12 of 13')
  expect([...(await numbersShown(studio)).values()][0]).toBeCloseTo(0.291027774, 9)
  await chooseAt(studio, 'Update order', 'ArrowDown', 'sequential')
  await expect(values(studio)).toHaveText(/0\.291027924, as expected/)
  const sequential = await numbersShown(studio)
  expect(sequential.get('E_after_one_update')).toBeCloseTo(worked.printed['E_after_one_update'] ?? 0, 9)
  await expect(studio.page.getByText('printed as 0.291037924')).toBeVisible()
  await chooseAt(studio, 'Update order', 'ArrowUp', 'simultaneous')
  await expect(values(studio)).toHaveText(/0\.291027774, as expected/)
  await chooseAt(studio, 'Biases', 'ArrowDown', 'trained')
  await expect(values(studio)).toHaveText(/0\.280471447, as expected/)
  await chooseAt(studio, 'Bias', 'ArrowDown', 'shared by the layer')
  await expect(values(studio)).toHaveText(/0\.285750887, as expected/)
  await pressAt(studio, studio.field('Answer 2'), 'End')
  await studio.page.keyboard.type('0.280471')
  await expect(studio.page.getByRole('listitem').filter({ has: studio.field('Answer 2') })).toHaveAttribute(
    'data-done',
    'true',
  )
})

test('an edited weight turns ticks into differences; a trained run leaves them', async ({ studio }) => {
  await startLesson(studio, 'The worked example')
  await numbersShown(studio)
  await studio.press('Step')
  await expect.poll(() => studio.step()).toBe(1)
  await numbersShown(studio)
  await studio.press('Reset (same weights)')
  await studio.show('Network')
  await studio.page.locator('[data-layer="hidden"]').click()
  await studio.page.getByRole('button', { name: 'Weight of unit 1 for i1: 0.15' }).click()
  await studio.fill('Weight [1, 1]', '0.25')
  await studio.show('Backprop')
  await expect(values(studio).first()).toHaveText(/0\.382500000, not as expected/)
  await expect(studio.page.getByText('expected 0.377500000, difference +0.005')).toBeVisible()
  await studio.page.keyboard.press('Control+z')
  await numbersShown(studio)
})

test("a teacher's own lesson opens from its file, and shows the difference of a wrong value; a bad one gets a sentence", async ({
  studio,
  home,
}) => {
  const lesson = JSON.parse(readFileSync('resources/lessons/adam.bplesson', 'utf8'))
  lesson.title = 'My Adam'
  lesson.steps[0].expected[0].value = 1.5
  writeFileSync(join(home, 'mine.bplesson'), JSON.stringify(lesson))
  lesson.steps[0].look.layer = 'nowhere'
  writeFileSync(join(home, 'bad.bplesson'), JSON.stringify(lesson))
  await studio.openProject(join(home, 'mine.bplesson'))
  await expect(studio.page.getByRole('heading', { name: 'My Adam' })).toBeVisible()
  await expect(studio.page.getByText('expected 1.500000000, difference −0.5')).toBeVisible()
  await studio.openProject(join(home, 'bad.bplesson'))
  await expect(
    studio.page.getByText(
      /bad\.bplesson: steps\[0\]\.look is not valid: there is no layer "nowhere"; the layers are input, output\./,
    ),
  ).toBeVisible()
  await expect(studio.page.getByRole('heading', { name: 'My Adam' })).toBeVisible()
})

test('practice hides deltas, names a mistake, and takes the right number', async ({ studio }) => {
  await startLesson(studio, 'The worked example')
  await pressAt(studio, studio.button('Start practice'))
  const blank = studio.field('δ of h1 in Hidden')
  await studio.reach(blank)
  await studio.page.keyboard.type('0.03635')
  await studio.page.keyboard.press('Enter')
  await expect(studio.page.getByText('The factor σ′(z) is missing')).toBeVisible()
  await blank.press('Control+a')
  await studio.page.keyboard.type('0.008771')
  await studio.page.keyboard.press('Enter')
  await expect(studio.page.getByText('1 of 4 right.')).toBeVisible()
  await pressAt(studio, studio.button('Show δ of h2 in Hidden'))
  await expect(studio.page.getByText('It is 0.00995425.')).toBeVisible()
  await pressAt(studio, studio.button('End practice'))
  await expect(studio.button('Start practice')).toBeVisible()
})

test('conventions print what others would', async ({ studio }) => {
  await startLesson(studio, 'The four equations')
  await studio.tab('Conventions')
  const loss = studio.page.locator('[data-topic^="Loss of a sample"]')
  const printed = async (source: string): Promise<number> =>
    Number(await loss.locator(`[data-source="${source}"] [data-value]`).getAttribute('data-value'))
  await expect(loss.locator('[data-value]')).toHaveCount(4)
  await expect.poll(() => printed('here')).toBeCloseTo(0.149474412, 8)
  expect(await printed('keras')).toBeCloseTo(2 * 0.149474412, 8)
  expect(await printed('note')).toBeCloseTo(0.149474412, 8)
})
