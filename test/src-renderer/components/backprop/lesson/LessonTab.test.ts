import { type DenseLayer } from '@shared/document/schema'
import { type Lesson } from '@shared/lesson/schema'
import { type VueWrapper } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import LessonTab from '../../../../../src-renderer/components/backprop/lesson/LessonTab.vue'
import { useDocumentStore } from '../../../../../src-renderer/stores/document'
import { useLessonStore } from '../../../../../src-renderer/stores/lesson'
import { useSessionStore } from '../../../../../src-renderer/stores/session'
import { useStudyStore } from '../../../../../src-renderer/stores/study'
import { useTrainingStore } from '../../../../../src-renderer/stores/training'
import { runUpdate } from '../../../helpers/fake-host'
import { shippedLesson, showLessonOf } from '../../../helpers/lessons'
import { mounted, unmountAll } from '../../../helpers/mounted'

afterEach(unmountAll)

/** The tab with the lesson, once the numbers of the step are there. */
async function shown(lesson: Lesson): Promise<VueWrapper> {
  showLessonOf(lesson)
  const tab = mounted(LessonTab)
  await settled(tab)
  return tab
}
const settled = (tab: VueWrapper): Promise<void> =>
  vi.waitFor(() => {
    expect(tab.findAll('[data-verdict]').length).toBeGreaterThan(0)
    expect(tab.findAll('[data-verdict="waiting"]')).toEqual([])
  })
const rows = (tab: VueWrapper): (string | undefined)[] => tab.findAll('.values li').map((row) => row.text())
const button = (tab: VueWrapper, name: string) => tab.findAll('button').find((each) => each.text() === name)
const go = async (tab: VueWrapper, id: string): Promise<void> => {
  useLessonStore().index = useLessonStore().lesson?.steps.findIndex((step) => step.id === id) ?? 0
  await tab.vm.$nextTick()
  await settled(tab)
}

describe('LessonTab', () => {
  beforeEach(() => {
    setActivePinia(createPinia())
    Element.prototype.scrollIntoView = () => undefined
  })

  it('ticks what the network has, and says so', async () => {
    const tab = await shown(shippedLesson('worked-example'))
    expect(rows(tab)).toEqual(['✓net h1 0.377500000, as expected', '✓net h2 0.392500000, as expected'])
    expect(tab.get('[data-expected="net_h2"]').attributes('data-value')).toBe('0.39249999999999996')
  })

  it('shows the difference where a lesson expects a wrong value', async () => {
    const wrong = shippedLesson('worked-example', ({ steps }) => {
      const [first] = steps[0]?.expected ?? []
      if (first) Object.assign(first, { value: 0.3875 })
    })
    const tab = await shown(wrong)
    expect(rows(tab)[0]).toBe('≠net h1 0.377500000, not as expectedexpected 0.387500000, difference −0.01')
    expect(tab.get('[data-expected="net_h1"]').attributes('data-verdict')).toBe('differs')
    expect(rows(tab)[1]).toContain('as expected')
  })

  it('shows the difference where the network was changed, and nothing where it has no such number', async () => {
    const lesson = shippedLesson('worked-example')
    const changed = (hidden: Partial<DenseLayer>, output: Partial<DenseLayer>): Lesson => {
      const { network } = lesson.project
      const changes: Record<string, Partial<DenseLayer>> = { hidden, output }
      const layers = network.layers.map((layer) => ({ ...layer, ...changes[layer.id] }) as typeof layer)
      return { ...lesson, project: { ...lesson.project, network: { ...network, layers } } }
    }
    const tab = await shown(changed({ initialWeights: [[0.25, 0.2], [0.25, 0.3]] }, {})) // prettier-ignore
    expect(rows(tab)[0]).toContain('expected 0.377500000, difference +0.005')
    unmountAll()
    const one = { units: 1, initialWeights: [[0.25, 0.2]], initialBiases: [0.35] }
    const smaller = await shown(changed(one, { initialWeights: [[0.4], [0.5]] }))
    expect(rows(smaller)[1]).toBe('–net h2 –, missingexpected 0.392500000; this network has no such number')
  })

  it('names slips, with what is right and why', async () => {
    const tab = await shown(shippedLesson('worked-example'))
    await go(tab, 'sent-back')
    expect(rows(tab)[2]).toContain('printed as 0.36350306')
    expect(tab.get('.slips li').text()).toBe(
      'Printed: 0.36350306. Right: 0.036350306. A zero was lost. The addends 0.055399425 and −0.019049119 give 0.036350306, which the next line of the note uses.',
    )
  })

  it('its switches are edits of the document; the values follow, and its tasks tick themselves', async () => {
    const tab = await shown(shippedLesson('worked-example'))
    await go(tab, 'again')
    expect(rows(tab)).toEqual(['✓E after 1 update 0.291027774, as expected'])
    const selects = tab.findAll('.section .field select')
    await selects[0]?.setValue('sequential')
    expect(useDocumentStore().document.training.updateOrder).toBe('sequential')
    await vi.waitFor(() => {
      // What the window hears of a run that began anew.
      useTrainingStore().figures = runUpdate({ runId: 'run-2' })
      expect(rows(tab)[0]).toContain('0.291027924, as expected')
    })
    expect(rows(tab)[0]).toContain('printed as 0.291037924')
    expect(tab.findAll('.tasks li').map((task) => task.attributes('data-done'))).toEqual(['true', 'false'])
    await tab.get('.tasks input').setValue('0.3')
    expect(tab.text()).toContain('Not yet. Think again, or look at the hint.')
    await tab.get('.tasks input').setValue('0,280471')
    expect(tab.findAll('.tasks li').map((task) => task.attributes('data-done'))).toEqual(['true', 'true'])
    expect(useDocumentStore().undoLabel).toBe('Set a rule of the lesson')
  })

  it('goes on and back; equations and drawing follow a step and a value', async () => {
    const tab = await shown(shippedLesson('worked-example'))
    expect(button(tab, '‹ Back')?.attributes('disabled')).toBeDefined()
    await button(tab, 'Next ›')?.trigger('click')
    expect(tab.get('h4').text()).toBe('Output of the hidden layer')
    await tab.get('select').setValue('2')
    expect(tab.get('h4').text()).toBe('The output layer')
    expect(useSessionStore().selectedLayer).toBe('output')
    await settled(tab)
    await tab.get('[data-expected="out_o2"]').trigger('focus')
    expect(useStudyStore().hovered).toEqual({ what: 'a', layer: 'output', unit: 1, input: null })
    expect(useStudyStore().unit).toBe(1)
    await tab.get('[data-expected="out_o2"]').trigger('blur')
    expect(useStudyStore().hovered).toBeNull()
    await button(tab, 'End the lesson')?.trigger('click')
    expect(tab.text()).toContain('No lesson is open')
  })

  it('ends with its project', async () => {
    const lesson = shippedLesson('adam')
    const tab = await shown(lesson)
    useDocumentStore().replace({ document: lesson.project, path: null })
    await tab.vm.$nextTick()
    expect(tab.text()).toContain('No lesson is open')
  })
})
