import { readFileSync } from 'node:fs'
import { expect, test } from './fixtures'

/** The picture in README.md; `UPDATE_SCREENSHOT=1 npm run test:e2e -- --host=browser screenshot` takes it anew. */
const PICTURE = 'resources/screenshot.png'

test('the README shows the running program', async ({ studio, host }) => {
  test.skip(host !== 'browser', 'one picture is enough')
  await studio.openExample('Iris')
  await studio.page.locator('[data-layer="dense-1"]').click()
  await studio.trainToTheEnd()
  await studio.page.mouse.move(720, 20)
  const path = process.env['UPDATE_SCREENSHOT'] === '1' ? PICTURE : test.info().outputPath('screenshot.png')
  await expect(async () => {
    const first = await studio.page.screenshot()
    expect(first.equals(await studio.page.screenshot({ path }))).toBe(true)
  }).toPass()
  expect(readFileSync('README.md', 'utf8')).toContain(`](${PICTURE})`)
  expect(sizeOf(PICTURE)).toEqual(sizeOf(path))
})

/** Width and height from a PNG file's header. */
function sizeOf(path: string): { width: number; height: number } {
  const bytes = readFileSync(path)
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
}
