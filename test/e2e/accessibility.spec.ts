import axe from 'axe-core'
import { type Page } from 'playwright'
import { expect, test } from './fixtures'

/**
 * Cards, neurons and steps are parts of a drawing: what is written in them are figures ("2→3 · 9", "δ 0.138"), which are
 * told in words instead. Their names begin with the name that is seen.
 */
const RULES = { 'label-content-name-mismatch': { enabled: false } }

/** What axe finds on the page, one line per rule and place. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  return page.evaluate(async (rules) => {
    const { axe: inPage } = window as unknown as { axe: typeof axe }
    const { violations: found } = await inPage.run(document, { resultTypes: ['violations'], rules })
    return found.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${help}; ${target.join(' ')}; ${failureSummary ?? ''}`),
    )
  }, RULES)
}

const PAGES = ['Data', 'Network', 'Evaluate', 'Backprop', 'Runs', 'Lessons'] as const
const TABS = ['Layer', 'Training', 'Project'] as const

for (const theme of ['Light theme', 'Dark theme'])
  test(`axe finds nothing on any page, ${theme}`, async ({ studio }) => {
    await studio.openExample('Iris')
    await studio.menu('View', theme)
    await studio.trainToTheEnd()
    for (const page of PAGES) {
      await studio.show(page)
      expect.soft(await violations(studio.page), page).toEqual([])
    }
    await studio.show('Backprop')
    for (const tab of ['Lesson', 'Weight', 'Conventions', 'Check']) {
      await studio.tab(tab)
      await expect(studio.page.getByText(/^(Taking the change apart|Comparing) …$/)).toHaveCount(0)
      expect.soft(await violations(studio.page), tab).toEqual([])
    }
    await studio.press('Check gradients')
    await expect(studio.page.getByTestId('largest-error')).toBeVisible()
    expect.soft(await violations(studio.page), 'a gradient check').toEqual([])
    await studio.press('Step debugger')
    await studio.press('Forward ›')
    await expect(studio.page.getByTestId('walk-last')).not.toHaveText('Nothing is computed yet.')
    expect.soft(await violations(studio.page), 'the step debugger').toEqual([])
    await studio.press('Breakpoints')
    await studio.press('Add breakpoint')
    expect.soft(await violations(studio.page), 'breakpoints').toEqual([])
    await studio.page.keyboard.press('Escape')
    await studio.show('Network')
    for (const tab of TABS) {
      await studio.tab(tab)
      expect.soft(await violations(studio.page), tab).toEqual([])
    }
    await studio.menu('Network', 'Start from a template…')
    expect.soft(await violations(studio.page), 'templates').toEqual([])
    await studio.page.keyboard.press('Escape')
    await studio.page.locator('[data-layer="output"]').click()
    await studio.field('Activation').selectOption('relu')
    await studio.fill('Units', '1')
    await studio.page.keyboard.press('Control+a')
    expect.soft(await violations(studio.page), 'problems, many layers').toEqual([])
    await studio.press('List')
    expect.soft(await violations(studio.page), 'list').toEqual([])
  })

for (const theme of ['Light theme', 'Dark theme'])
  test(`axe finds nothing in a lesson, its practice and the conventions, ${theme}`, async ({ studio }) => {
    await studio.menu('View', theme)
    await studio.show('Lessons')
    await studio.page.getByRole('button', { name: 'Start', exact: true, description: 'The worked example' }).click()
    for (const step of [0, 7, 11]) {
      await studio.field('Step of the lesson').selectOption(String(step))
      await expect(studio.page.locator('[data-verdict="waiting"]')).toHaveCount(0)
      await expect(studio.page.locator('[data-verdict="met"]').first()).toBeVisible()
      expect.soft(await violations(studio.page), `step ${step}`).toEqual([])
    }
    await studio.press('Start practice')
    await studio.fill('δ of h1 in Hidden', '1')
    await studio.fill('δ of h2 in Hidden', '0.009954')
    await expect(studio.page.getByText('Too large.')).toBeVisible()
    expect.soft(await violations(studio.page), 'practice').toEqual([])
    await studio.tab('Conventions')
    await expect(studio.page.locator('[data-topic]').first()).toBeVisible()
    expect.soft(await violations(studio.page), 'conventions').toEqual([])
    await studio.show('Lessons')
    expect.soft(await violations(studio.page), 'a lesson in progress').toEqual([])
  })
