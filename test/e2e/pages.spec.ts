import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { commandLine } from './command-line'
import { expect, test } from './fixtures'

interface Worked {
  readonly computed: {
    readonly forward: { readonly E: number; readonly z1: readonly number[] }
    readonly backward: { readonly d2: readonly number[]; readonly d1: readonly number[] }
    readonly afterOneUpdate_biasesFixed: { readonly parameters: { readonly W1: readonly (readonly number[])[] } }
  }
}
const worked: Worked = JSON.parse(readFileSync('test/fixtures/worked-example.json', 'utf8'))

test('Data shows the loaded table with roles and split, and lets the roles be changed', async ({ studio }) => {
  await studio.openExample('Iris')
  await studio.show('Data')
  await expect(studio.page.getByText('150 rows: 120 training, 30 validation')).toBeVisible()
  const first = studio.page.getByRole('row').filter({ hasText: '5.1' }).first()
  await expect(first).toContainText('setosa')
  await studio.fill('Validation share', '0.4')
  await expect(studio.page.getByText('150 rows: 90 training, 60 validation')).toBeVisible()
  await studio.page.getByRole('combobox', { name: /sepal width/ }).selectOption('ignored')
  await studio.show('Network')
  await expect(studio.page.locator('[data-layer="input"]')).toHaveAccessibleName('Input, 3 features, 3 units')
  await studio.trainToTheEnd()
})

test('Data cuts off a long name of a column, and nothing else', async ({ studio }) => {
  await studio.page.evaluate(() => {
    const clipboardData = new DataTransfer()
    const rows = Array.from({ length: 12 }, (_, i) => `${i},${(i * 1.25).toFixed(2)},${100_000 + i}`)
    clipboardData.setData('text/plain', ['a very long name of a column of numbers,b,c', ...rows].join('\n'))
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  })
  await studio.chooseTarget('c')
  await studio.show('Data')
  const headers = studio.page.getByRole('main').getByRole('columnheader', { name: /very long name/ })
  await expect(headers).toBeVisible()
  const outside = await headers.evaluate((header) => {
    const { right } = header.getBoundingClientRect()
    return [...header.querySelectorAll('p, select, dd')]
      .filter((part) => part.getBoundingClientRect().right > right)
      .map(({ textContent }) => textContent)
  })
  expect(outside).toEqual([])
})

test('Evaluate counts the validation part and predicts in own units', async ({ studio }) => {
  await studio.openExample('Iris')
  await studio.trainToTheEnd()
  await studio.show('Evaluate')
  const matrix = studio.page.getByRole('main').getByRole('table')
  await expect(matrix).toContainText('setosa')
  const samples = await matrix.getByRole('row').last().count()
  expect(samples).toBeGreaterThan(0)
  await expect(studio.page.getByText(/best weights, of epoch \d+/)).toBeVisible()
  for (const [field, value] of Object.entries({
    'sepal length': '5.1',
    'sepal width': '3.5',
    'petal length': '1.4',
    'petal width': '0.2',
  }))
    await studio.field(field).fill(value)
  await expect(studio.page.getByText(/Predicted class\s*setosa/)).toBeVisible()
  await studio.field('petal width').fill('wide')
  await expect(
    studio.page.getByText('"wide" can\'t be used for petal width: enter a number, such as 5.1.'),
  ).toBeVisible()
})

test('Evaluate plots predicted against actual values for numbers', async ({ studio, home }) => {
  const rows = Array.from({ length: 40 }, (_, i) => `${i},${(i * 2.5 + 3).toFixed(1)}`)
  await studio.page.evaluate(
    (text) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', text)
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    },
    `x,y\n${rows.join('\n')}\n`,
  )
  await studio.chooseTarget('y')
  await studio.trainToTheEnd()
  await studio.show('Evaluate')
  await expect(studio.page.getByText('Mean absolute error', { exact: false }).first()).toBeVisible()
  await studio.field('x').fill('10')

  const project = join(home, 'line.bpstudio')
  await studio.saveAs(project)
  const csv = join(home, 'ten.csv')
  writeFileSync(csv, 'x\n10\n')
  const { outputs } = JSON.parse(commandLine('predict', project, csv, '--json'))
  await expect(studio.page.getByRole('main')).toContainText(Number(outputs.y).toPrecision(3))
})

test('Backprop typesets the four equations with the numbers of the chosen sample', async ({ studio }) => {
  await studio.openExample('Worked example')
  await studio.show('Backprop')
  const page = studio.page.getByRole('main')
  await expect(studio.page.locator('.katex').first()).toBeVisible()
  const shown = (value: number | undefined): string => String(Number((value ?? 0).toPrecision(6)))
  const { forward, backward, afterOneUpdate_biasesFixed: after } = worked.computed
  for (const value of [forward.z1[0], backward.d2[0], backward.d1[0], backward.d1[1], after.parameters.W1[0]?.[0]])
    await expect(page).toContainText(shown(value))
  await studio.press('Vector')
  await expect(page.getByRole('article', { name: 'Hidden delta: Hidden' })).toBeVisible()
  await studio.field('Layer shown').selectOption('Loss')
  await expect(page).toContainText(shown(forward.E))
})

test('a number of an equation and its line in the drawing are shown together', async ({ studio }) => {
  await studio.openExample('Worked example')
  await studio.show('Backprop')
  const page = studio.page.getByRole('main')
  await page.locator('.katex-html [data-term="weight.output.1.0"]').first().dispatchEvent('pointerover')
  await expect(page.getByText('weight from h1 to o2 of Output')).toBeVisible()
  await page.getByRole('button', { name: /^h1 → o2/ }).focus()
  await expect(page.locator('.katex-html .lit').first()).toBeVisible()
})

test('Runs lists what was trained, with its curves', async ({ studio }) => {
  await studio.openExample('XOR')
  await studio.show('Runs')
  await expect(studio.page.getByText(/Train/).first()).toBeVisible()
  await studio.tab('Training')
  await studio.fill('Epochs', '25')
  await studio.trainToTheEnd()
  await studio.press('New weights')
  await studio.trainToTheEnd()
  const rows = studio.page.getByRole('row').filter({ hasText: '2-4-1' })
  await expect(rows).toHaveCount(2)
  await expect(rows.nth(0)).toContainText('finished')
  await expect(studio.page.locator('canvas').first()).toBeVisible()
})

test('light and dark', async ({ studio }) => {
  const background = (): Promise<string> => studio.page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  await studio.menu('View', 'Dark theme')
  await expect.poll(background).toBe('rgb(20, 23, 28)')
  await studio.menu('View', 'Light theme')
  await expect.poll(background).toBe('rgb(245, 246, 248)')
  // Its name is the same now that it is checked.
  await studio.menu('View', 'Light theme')
  await expect.poll(background).toBe('rgb(245, 246, 248)')
})
