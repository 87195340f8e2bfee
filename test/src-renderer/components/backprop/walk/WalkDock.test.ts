import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { setBreakpoints } from '../../../../../src-renderer/actions/walk-breakpoints'
import WalkDock from '../../../../../src-renderer/components/backprop/walk/WalkDock.vue'
import { useStudyTrace } from '../../../../../src-renderer/composables/use-study-trace'
import { useStudyStore } from '../../../../../src-renderer/stores/study'
import { labels, unlabelled } from '../../../helpers/fields'
import { openedProject, workedExample } from '../../../helpers/real-services'

/** The page around it, which keeps the trace up to date. */
const Page = defineComponent({
  setup() {
    useStudyTrace()
    return () => h(WalkDock, null, { default: () => h('p', 'the strip of today') })
  },
})

beforeEach(() => {
  setActivePinia(createPinia())
  Element.prototype.scrollIntoView = () => undefined
})

async function opened() {
  openedProject(workedExample())
  const shown = mount(Page, { attachTo: document.body })
  const press = async (name: string): Promise<void> => {
    const button = shown.findAll('button').find((each) => each.text() === name)
    await button?.trigger('click')
  }
  const reads = (id: string, text: string) =>
    vi.waitFor(() => expect(shown.get(`[data-testid="${id}"]`).text()).toBe(text))
  await press('Step debugger')
  await vi.waitFor(() => expect(shown.find('.walk').exists()).toBe(true))
  await vi.waitFor(() => expect(useStudyStore().trace).not.toBeNull())
  return { shown, press, reads }
}

describe('WalkDock', () => {
  it('shows what is in its slot until the debugger is opened, and again when it is closed', async () => {
    const { shown, press } = await opened()
    expect(shown.text()).not.toContain('the strip of today')
    await press('Close')
    await vi.waitFor(() => expect(shown.text()).toContain('the strip of today'))
    shown.unmount()
  })

  it('says what was computed, from which numbers, and what comes next', async () => {
    const { shown, press, reads } = await opened()
    await reads('walk-last', 'Nothing is computed yet.')
    await press('Forward ›')
    await reads('walk-last', 'a of i1, sample 0: input = 0.05')
    for (let step = 0; step < 2; step++) await press('Forward ›')
    await reads('walk-last', 'z of h1, sample 0: 0.15 · 0.05 + 0.2 · 0.1 + 0.35 = 0.3775')
    await reads('walk-next', 'Next: a of h1, sample 0 · update 1 (epoch 1, batch 1), operation 3 of 30')
    await press('Forward ›')
    await reads('walk-last', 'a of h1, sample 0: sigmoid(0.3775) = 0.59327')
    expect(shown.get('[data-testid="walk-last"] .value:last-child').attributes('title')).toBe('0.5932699921071872')
    shown.unmount()
  })

  it('leads through the phases by press and by arrow keys, and to the new weights', async () => {
    const { shown, press, reads } = await opened()
    const here = (): string | undefined => shown.find('[aria-current="step"]').attributes('aria-label')
    expect(here()).toBe('Forward, Input: to come')
    await shown.get('[aria-label="Backward, Hidden: to come"]').trigger('click')
    await reads('walk-last', 'δ of o2, sample 0: (−0.217072) · 0.17551 = −0.0380982')
    expect(here()).toBe('Backward, Hidden: to come')
    await shown.get('[aria-label="Phases of the update"]').trigger('keydown', { key: 'End' })
    await reads('walk-last', 'update of h2: from i1 0.25 → 0.249751, from i2 0.3 → 0.299502, bias 0.35 → 0.35')
    expect(here()).toBe('Commit: the new weights take the place of the old')
    await press('Update')
    await reads('walk-last', 'the new weights take the place of the old')
    expect(shown.get('#walk-apply-note').text()).toBe(
      'The run is unchanged. Apply to run gives it 1 update. Close loses 1 update.',
    )
    shown.unmount()
  })

  it('says which breakpoint was met, where, and with which numbers', async () => {
    const { shown, press, reads } = await opened()
    await setBreakpoints([{ kind: 'loss-rises' }, { kind: 'delta-below', limit: 0.1, layer: 'output' }])
    await press('Run to breakpoint')
    await reads('walk-hit', 'Stopped. |δ| is below 0.1: δ of o2, sample 0 is −0.0380982.')
    expect(shown.text()).toContain('Breakpoints (2)')
    shown.unmount()
  })

  it('adds and removes breakpoints; every control has a name', async () => {
    const { shown, press } = await opened()
    expect(unlabelled(shown)).toEqual([])
    expect(labels(shown)).toContain('Steps per second')
    await press('Breakpoints')
    await vi.waitFor(() => expect(document.querySelector('.breakpoints')).not.toBeNull())
    const menu = () => document.querySelector<HTMLElement>('.breakpoints')
    const select = menu()?.querySelector('select')
    if (!select) throw new Error('there is nothing to choose a kind with')
    select.value = 'sign-change'
    select.dispatchEvent(new Event('change'))
    await vi.waitFor(() => expect(menu()?.querySelectorAll('select')).toHaveLength(2))
    menu()
      ?.querySelector('form')
      ?.dispatchEvent(new Event('submit', { cancelable: true }))
    await vi.waitFor(() => expect(menu()?.querySelector('li')?.textContent).toContain('A weight changes sign'))
    menu()?.querySelector<HTMLElement>('li button')?.click()
    await vi.waitFor(() => expect(menu()?.querySelector('li')).toBeNull())
    shown.unmount()
  })
})
