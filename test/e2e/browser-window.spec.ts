import { expect, test } from './fixtures'

test.beforeEach(({ host }) => {
  test.skip(host !== 'browser', 'the window belongs to the program')
})

test('a second tab takes over with the document and the run, and the first can take them back', async ({ studio }) => {
  await studio.openExample('XOR')
  await studio.tab('Training')
  await studio.fill('Epochs', '45')
  await studio.trainToTheEnd()
  const second = await studio.page.context().newPage()
  await second.goto(studio.page.url())
  await expect(studio.page.getByText('was opened in another tab')).toBeVisible()
  await expect(second.getByTestId('epoch')).toHaveAttribute('data-value', '45')
  await second.getByRole('tab', { name: 'Training' }).click()
  await expect(second.getByLabel('Epochs', { exact: true })).toHaveValue('45')

  await studio.press('Use it here')
  await expect(studio.page.getByText('was opened in another tab')).toBeHidden()
  await expect.poll(() => studio.epoch()).toBe(45)
  await second.close({ runBeforeUnload: false })
})

test('nothing is served to whom has no cookie', async ({ studio, browser }) => {
  const stranger = await browser.newContext()
  const answer = await stranger.request.get(studio.page.url())
  expect(answer.status()).toBe(401)
  await stranger.close()
})

test('in a small window the headings of the charts keep their switches, and figures their names', async ({
  studio,
}) => {
  await studio.page.setViewportSize({ width: 1024, height: 700 })
  const dock = studio.page.getByRole('region', { name: 'Charts' })
  await expect(dock.getByText('log', { exact: true })).toBeVisible()
  const cut = await dock.evaluate((element) =>
    [...element.querySelectorAll('h3, dt')]
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
      .map(({ textContent }) => textContent),
  )
  expect(cut).toEqual([])
})

test('in a small window no page is wider than the window', async ({ studio }) => {
  const { page } = studio
  await page.setViewportSize({ width: 1024, height: 700 })
  for (const name of ['Data', 'Network', 'Evaluate', 'Backprop', 'Runs', 'Lessons']) {
    await studio.show(name)
    if (name === 'Backprop') await expect(page.locator('.katex').first()).toBeVisible()
    expect.soft(await page.evaluate(() => document.documentElement.scrollWidth), name).toBe(1024)
  }
})

test('in a small window what scrolls sideways shows at which edge it goes on', async ({ studio }) => {
  const { page } = studio
  await studio.openExample('Iris')
  await studio.press('Step')
  const steps = page.getByRole('toolbar', { name: 'Steps' }).locator('.edges')
  const runs = page.locator('.edges').filter({ has: page.getByRole('region', { name: 'All runs' }) })
  await studio.show('Runs')
  await expect(runs).toHaveClass('edges')
  await page.setViewportSize({ width: 1024, height: 700 })
  await expect(runs).toHaveClass('edges after')
  await runs.getByRole('region').evaluate((region) => region.scrollTo({ left: region.scrollWidth }))
  await expect(runs).toHaveClass('edges before')
  await studio.show('Backprop')
  await expect(steps).toHaveClass(/before|after/)
  await page.setViewportSize({ width: 1920, height: 900 })
  await expect(steps).toHaveClass('edges')
})
