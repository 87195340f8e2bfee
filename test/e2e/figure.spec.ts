import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Locator } from 'playwright'
import { expect, test } from './fixtures'
import { type Studio } from './studio'

const dialog = (studio: Studio): Locator => studio.page.getByRole('dialog', { name: 'Export figure' }).first()

async function openDialog(studio: Studio): Promise<Locator> {
  await studio.menu('File', 'Export figure…')
  await expect(dialog(studio).getByRole('img', { name: /^Preview of the figure/ })).toBeVisible()
  return dialog(studio)
}

/** Exports what the dialog shows to a file in the home folder. */
async function exportTo(studio: Studio, path: string): Promise<void> {
  await studio.saveFile(path, () => dialog(studio).getByRole('button', { name: 'Export…' }).click())
  await expect(dialog(studio)).toBeHidden()
  await expect(studio.page.getByText(`Exported ${path.split(/[/\\]/).at(-1) ?? path}.`)).toBeVisible()
}

/** Reads a drawing as a browser does, and counts what is in it. */
function countsOf(studio: Studio, svg: string) {
  return studio.page.evaluate((text) => {
    const xml = new DOMParser().parseFromString(text, 'image/svg+xml')
    const count = (selector: string): number => xml.querySelectorAll(selector).length
    return {
      faults: count('parsererror'),
      root: xml.documentElement.namespaceURI,
      units: count('.units > circle'),
      lines: count('.connection line'),
      dashed: count('.connection line[stroke-dasharray]'),
      texts: [...xml.querySelectorAll('text')].map((each) => each.textContent),
      ellipses: count('.ellipsis'),
    }
  }, svg)
}

test('the drawing is exported as SVG with the weights of the run, and in black for print', async ({ studio, home }) => {
  await studio.openExample('Iris')
  await studio.trainToTheEnd()
  await openDialog(studio)
  const path = join(home, 'iris.svg')
  await exportTo(studio, path)
  const coloured = readFileSync(path, 'utf8')
  const counts = await countsOf(studio, coloured)
  expect(counts).toMatchObject({ faults: 0, root: 'http://www.w3.org/2000/svg', units: 4 + 8 + 3, lines: 32 + 24 })
  expect(counts.dashed).toBeGreaterThan(5)
  expect(counts.dashed).toBeLessThan(51)
  expect(counts.texts).toEqual(
    expect.arrayContaining(['sepal length', 'Dense 1', '8 units · tanh', 'setosa', 'Output']),
  )
  expect(coloured).toContain('#0b6fb8')

  await openDialog(studio)
  await studio.field('Colours').selectOption('print')
  await studio.field('Names of layers').uncheck()
  await exportTo(studio, join(home, 'print.svg'))
  const black = readFileSync(join(home, 'print.svg'), 'utf8')
  expect(await countsOf(studio, black)).toMatchObject({ ...counts, texts: expect.arrayContaining(['Dense 8 · tanh']) })
  expect(black).not.toContain('#0b6fb8')
})

test('a PNG has the size that the dialog says, the chosen colours, and the ending of its kind', async ({
  studio,
  home,
}) => {
  await studio.openExample('XOR')
  const shown = await openDialog(studio)
  await shown.getByRole('button', { name: 'PNG', exact: true }).click()
  await shown.getByRole('button', { name: '3×', exact: true }).click()
  await studio.field('Colours').selectOption('own')
  await studio.field('Background').fill('#ffeecc')
  const said = (await shown.locator('figcaption').textContent()) ?? ''
  await exportTo(studio, join(home, 'xor.png'))
  const bytes = readFileSync(join(home, 'xor.png'))
  expect([...bytes.subarray(0, 8)]).toEqual([137, 80, 78, 71, 13, 10, 26, 10])
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
  expect(said).toBe(`${width.toLocaleString('en-US')} × ${height.toLocaleString('en-US')} pixels`)
  expect([width % 3, height % 3, width > 900]).toEqual([0, 0, true])

  const pixels = await studio.page.evaluate(async (base64) => {
    const image = new Image()
    image.src = `data:image/png;base64,${base64}`
    await image.decode()
    const canvas = new OffscreenCanvas(image.width, image.height)
    const context = canvas.getContext('2d')
    context?.drawImage(image, 0, 0)
    const { data } = context?.getImageData(0, 0, image.width, image.height) ?? { data: [] }
    const colours = new Set<string>()
    for (let at = 0; at < data.length; at += 4) colours.add([data[at], data[at + 1], data[at + 2]].join())
    return { corner: [...data.slice(0, 4)], colours: colours.size }
  }, bytes.toString('base64'))
  expect(pixels.corner).toEqual([255, 238, 204, 255])
  expect(pixels.colours).toBeGreaterThan(20)
})

test('a figure that can not be written is told of in the dialog, and Escape leaves without one', async ({
  studio,
  home,
}) => {
  await studio.openExample('XOR')
  const shown = await openDialog(studio)
  const path = join(home, `${'n'.repeat(300)}.svg`)
  await studio.saveFile(path, () => shown.getByRole('button', { name: 'Export…' }).click())
  await expect(shown.getByRole('alert')).toHaveText(
    `${path} can't be written (its name is too long). The file on disk is unchanged; save to another folder or free some space.`,
  )
  await studio.page.keyboard.press('Escape')
  await expect(dialog(studio)).toBeHidden()
})
