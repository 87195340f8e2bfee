import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { commandLine } from './command-line'
import { expect, test } from './fixtures'
import { type Studio } from './studio'

const unsaved = (studio: Studio) => studio.page.getByRole('img', { name: 'not saved' })

/** Lets go of a file over the window, as a drag from the desktop does. */
async function drop(studio: Studio, name: string, bytes: Buffer): Promise<void> {
  const data = await studio.page.evaluateHandle(
    ({ name, bytes }) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([Uint8Array.from(bytes)], name))
      return transfer
    },
    { name, bytes: [...bytes] },
  )
  await studio.page.dispatchEvent('body', 'drop', { dataTransfer: data })
}

test('the first start shows a project that trains with one click', async ({ studio }) => {
  await expect(studio.page).toHaveTitle(/^iris\.bpstudio/i)
  await studio.trainToTheEnd()
  expect(await studio.figure('accuracy')).toBeGreaterThan(0.9)
})

test('a project is saved, marked when edited, asked about and reopened from the recent ones', async ({
  studio,
  home,
}) => {
  await studio.openExample('XOR')
  await expect(unsaved(studio)).toBeHidden()
  await studio.tab('Training')
  await studio.fill('Epochs', '30')
  await expect(unsaved(studio)).toBeVisible()
  const path = join(home, 'mine.bpstudio')
  await studio.saveAs(path)
  await expect(studio.page).toHaveTitle(/^mine\.bpstudio –/)
  expect(JSON.parse(commandLine('document', path)).training.epochs).toBe(30)

  await studio.fill('Epochs', '31')
  await studio.menu('File', 'Save')
  await expect(unsaved(studio)).toBeHidden()
  expect(JSON.parse(commandLine('document', path)).training.epochs).toBe(31)

  await studio.fill('Epochs', '32')
  await studio.answerQuestion('Cancel', () => studio.menu('File', 'New'))
  await expect(studio.field('Epochs')).toHaveValue('32')
  await studio.answerQuestion("Don't save", () => studio.menu('File', 'New'))
  await expect(studio.page).toHaveTitle(/^Untitled/)
  await expect(studio.button('Train')).toBeDisabled()
  expect(JSON.parse(commandLine('document', path)).training.epochs).toBe(31)

  await studio.menu('File', 'Open recent', 'mine.bpstudio')
  await studio.ready()
  await studio.tab('Training')
  await expect(studio.field('Epochs')).toHaveValue('31')
})

test('the question before leaving can save', async ({ studio, home }) => {
  const path = join(home, 'kept.bpstudio')
  await studio.openExample('XOR')
  await studio.saveAs(path)
  await studio.tab('Training')
  await studio.fill('Epochs', '77')
  await studio.answerQuestion('Save', () => studio.menu('File', 'New'))
  await expect(studio.page).toHaveTitle(/^Untitled/)
  expect(JSON.parse(commandLine('document', path)).training.epochs).toBe(77)
})

test('a project is opened from the file dialog', async ({ studio, home }) => {
  const path = join(home, 'made.bpstudio')
  commandLine('new', path, '--example', 'two-spirals')
  await studio.openProject(path)
  await expect(studio.page).toHaveTitle(/^made\.bpstudio –/)
})

test('a file that is no project is refused with a sentence, and the open project stays', async ({ studio, home }) => {
  const path = join(home, 'broken.bpstudio')
  writeFileSync(path, 'not a zip')
  await studio.openExample('XOR')
  await studio.openProject(path)
  await expect(studio.page.getByRole('alert').first()).toContainText(
    `${path} is not a Backprop Studio project (it is not a zip file). Open a file that ends in .bpstudio.`,
  )
  await expect(studio.page).toHaveTitle(/^XOR/)
})

test('a dropped table asks for its target and opens', async ({ studio }) => {
  await drop(studio, 'heights.csv', Buffer.from('age,height\n1,75\n2,86\n3,95\n4,102\n5,109\n6,115\n'))
  await studio.chooseTarget('height')
  await expect(studio.page).toHaveTitle(/^heights/)
})

test('a dropped project opens', async ({ studio, home }) => {
  const path = join(home, 'dropped.bpstudio')
  commandLine('new', path, '--example', 'xor')
  await drop(studio, 'dropped.bpstudio', readFileSync(path))
  await expect(studio.page).toHaveTitle(/XOR|dropped/)
})

test('a pasted table opens', async ({ studio }) => {
  await studio.page.evaluate(() => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', 'x\ty\n1\t2\n2\t4\n3\t6\n4\t8\n')
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  })
  await studio.chooseTarget('y')
  await expect(studio.page).toHaveTitle(/^Pasted table/)
})

test('a table on the command line asks for its target', async ({ start, home }) => {
  const path = join(home, 'colours.csv')
  writeFileSync(path, 'r,g,name\n255,0,red\n0,255,green\n250,5,red\n5,250,green\n')
  const studio = await start(path)
  await studio.chooseTarget('name')
  await expect(studio.page).toHaveTitle(/^colours/)
})

test('a reload of the page keeps the edited document and the run', async ({ studio }) => {
  await studio.openExample('XOR')
  await studio.tab('Training')
  await studio.fill('Epochs', '40')
  await studio.trainToTheEnd()
  const loss = await studio.figure('loss')
  studio.page.on('dialog', (dialog) => void dialog.accept())
  await expect(async () => {
    expect(await studio.page.evaluate(() => sessionStorage.length)).toBeGreaterThan(0)
  }).toPass()
  await studio.page.reload()
  await studio.ready()
  await expect.poll(() => studio.epoch()).toBe(40)
  expect(await studio.figure('loss')).toBe(loss)
  await studio.tab('Training')
  await expect(studio.field('Epochs')).toHaveValue('40')
})

test('a killed engine is told of, and the window works on with a new one', async ({ studio, home }) => {
  test.skip(process.platform !== 'linux', 'the engine is found through /proc')
  const path = join(home, 'safe.bpstudio')
  await studio.openExample('XOR')
  await studio.saveAs(path)
  await studio.tab('Training')
  await studio.fill('Epochs', '55')
  await studio.killEngine()
  await expect(studio.page.getByText('Connection lost')).toBeVisible()
  await expect(studio.page.getByText('Connection lost')).toBeHidden({ timeout: 20_000 })
  await expect(studio.field('Epochs')).toHaveValue('55')
  await studio.trainToTheEnd()
  expect(await studio.epoch()).toBe(55)
  await studio.menu('File', 'Save')
  await expect(unsaved(studio)).toBeHidden()
  expect(existsSync(path)).toBe(true)
})

test('data that was never saved survives a killed engine', async ({ studio, home }) => {
  test.skip(process.platform !== 'linux', 'the engine is found through /proc')
  await drop(studio, 'heights.csv', Buffer.from('age,height\n1,75\n2,86\n3,95\n4,102\n5,109\n6,115\n'))
  await studio.chooseTarget('height')
  await studio.killEngine()
  await expect(studio.page.getByText('Connection lost')).toBeVisible()
  await expect(studio.page.getByText('Connection lost')).toBeHidden({ timeout: 20_000 })
  await studio.trainToTheEnd()
  await studio.saveAs(join(home, 'heights.bpstudio'))
})

test('a dropped table that is not UTF-8 is refused instead of garbled', async ({ studio }) => {
  await drop(studio, 'colours.csv', Buffer.from('f\xe4rbe,wert\nrot,1\nblau,2\ngr\xfcn,3\n', 'latin1'))
  await expect(studio.page.getByRole('alert').first()).toContainText('it is not UTF-8 text. Save it as CSV in UTF-8.')
})
