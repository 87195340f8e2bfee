import { join } from 'node:path'
import { expect, test } from './fixtures'

test.beforeEach(({ host }) => {
  test.skip(host === 'browser', 'the window belongs to the browser')
})

test('closing asks about unsaved changes, and closes when they may go', async ({ studio }) => {
  await studio.openExample('XOR')
  await studio.tab('Training')
  await studio.fill('Epochs', '7')
  const { closeWindow, ended } = studio.systemWindow()
  await studio.answerQuestion('Cancel', closeWindow)
  await expect(studio.field('Epochs')).toHaveValue('7')
  await studio.answerQuestion("Don't save", closeWindow)
  await ended
})

test('closing asks nothing when all is saved', async ({ studio }) => {
  await studio.openExample('XOR')
  const { closeWindow, ended } = studio.systemWindow()
  await closeWindow()
  await ended
})

test('the title bar names the file and marks it as edited', async ({ studio, home }) => {
  await studio.openExample('XOR')
  const path = join(home, 'titled.bpstudio')
  await studio.saveAs(path)
  const { titleBar } = studio.systemWindow()
  // macOS marks the edited document itself; elsewhere the title carries the mark.
  const title = (mark: string): string =>
    process.platform === 'darwin' ? 'titled.bpstudio' : `titled.bpstudio${mark} – Backprop Studio`
  await expect.poll(titleBar).toEqual({ title: title(''), edited: false, file: path })
  await studio.tab('Training')
  await studio.fill('Epochs', '8')
  await expect.poll(titleBar).toEqual({ title: title(' ●'), edited: true, file: path })
})
