import { type VueWrapper } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import ExpectedValues from '../../../../../src-renderer/components/backprop/lesson/ExpectedValues.vue'
import PracticeSection from '../../../../../src-renderer/components/backprop/practice/PracticeSection.vue'
import { usePracticeStore } from '../../../../../src-renderer/stores/practice'
import { useDocumentStore } from '../../../../../src-renderer/stores/document'
import { useStudyStore } from '../../../../../src-renderer/stores/study'
import { shippedLesson, showProject } from '../../../helpers/lessons'
import { mounted, unmountAll } from '../../../helpers/mounted'

afterEach(unmountAll)

const { project, steps } = shippedLesson('worked-example')

async function begun(): Promise<VueWrapper> {
  showProject(project)
  const section = mounted(PracticeSection)
  await vi.waitFor(() => expect(section.findAll('button').map((each) => each.text())).toContain('Start practice'))
  await section.get('button').trigger('click')
  return section
}
const blank = (section: VueWrapper, label: string) => section.get(`[data-blank="${label}"]`)

describe('practice', () => {
  beforeEach(() => setActivePinia(createPinia()))

  it('hides the numbers that are to be worked out until they are right or shown', async () => {
    const section = await begun()
    const study = useStudyStore()
    expect([...study.blanks]).toEqual(['delta hidden 0 ', 'delta hidden 1 ', 'delta output 0 ', 'delta output 1 '])
    await blank(section, 'δ of h1 in Hidden').get('input').setValue('0.008771')
    expect(blank(section, 'δ of h1 in Hidden').text()).toContain('Right.')
    await blank(section, 'δ of o1 in Output').get('button').trigger('click')
    expect(blank(section, 'δ of o1 in Output').text()).toContain('It is 0.138499.')
    expect([...study.blanks]).toEqual(['delta hidden 1 ', 'delta output 1 '])
    expect(section.get('[role="status"]').text()).toBe('1 of 4 right. Four digits are enough, of new weights and biases six.')
  })

  it.each([
    ['0.04137', 'The factor σ′(z) is missing: this is the error at the unit\'s output, not yet at its weighted input.'], // prettier-ignore
    ['0.01162', 'The weights are transposed: rows are units, columns are inputs.'],
    ['0.008474', 'These are the weights after the update; those before it belong here.'],
    ['-0.009954', 'The sign is wrong.'],
    ['0.5', 'Too large.'],
    ['-0.5', 'Too small.'],
    ['x', 'Type a number, such as 0.0123.'],
  ])('of δ of h2, %s is marked: %s', async (typed, said) => {
    const section = await begun()
    await blank(section, 'δ of h2 in Hidden').get('input').setValue(typed)
    expect(blank(section, 'δ of h2 in Hidden').get('.said').text()).toBe(said)
  })

  it('hides them in the lesson too, and ends with its project', async () => {
    await begun()
    const step = steps.find(({ id }) => id === 'hidden-delta')
    const values = mounted(ExpectedValues, { props: { values: step?.expected ?? [], numbers: new Map() } })
    expect(values.findAll('[data-verdict="hidden"]').map((row) => row.text())).toEqual([
      '?δ of h1 ?, hidden while you practise',
      '?δ of h1 ?, hidden while you practise',
    ])
    useDocumentStore().replace({ document: project, path: null })
    await values.vm.$nextTick()
    expect([usePracticeStore().running, useStudyStore().blanks.size]).toEqual([false, 0])
  })
})
