import { AppError } from '@shared/errors'
import { type VueWrapper } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import ExpectedValues from '../../../../../src-renderer/components/backprop/lesson/ExpectedValues.vue'
import PracticeSection from '../../../../../src-renderer/components/backprop/practice/PracticeSection.vue'
import { usePracticeStore } from '../../../../../src-renderer/stores/practice'
import { useDocumentStore } from '../../../../../src-renderer/stores/document'
import { type TermPlace, useStudyStore } from '../../../../../src-renderer/stores/study'
import { shippedLesson, showProject } from '../../../helpers/lessons'
import { openedProject } from '../../../helpers/real-services'
import { mounted, unmountAll } from '../../../helpers/mounted'

afterEach(unmountAll)

const { project, steps } = shippedLesson('worked-example')

async function begun(): Promise<VueWrapper> {
  showProject(project)
  const section = mounted(PracticeSection)
  await vi.waitFor(() => expect(section.findAll('button').map((each) => each.text())).toContain('Start practice'))
  await section.get('button').trigger('click')
  await vi.waitFor(() => expect(section.find('.blanks').exists()).toBe(true))
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
    expect(section.get('[role="status"]').text()).toBe(
      '1 of 4 right. Four digits are enough, of new weights and biases six.',
    )
  })

  it('hides any number that is pressed in the equations, once each', async () => {
    showProject(project)
    const section = mounted(PracticeSection)
    const pick = () => section.findAll('button').find((each) => each.text() === 'Choose in the equations')
    await vi.waitFor(() => expect(pick()).toBeDefined())
    const study = useStudyStore()
    const press = async (pressed: TermPlace) => {
      study.pressed = pressed
      await section.vm.$nextTick()
    }
    const weight: TermPlace = { what: 'newWeight', layer: 'output', unit: 1, input: 0 }
    await press(weight)
    expect(study.blanks.size).toBe(0)
    await pick()?.trigger('click')
    expect(section.text()).toContain('Press a number in the equations to hide it')
    await press({ ...weight })
    await press({ ...weight })
    await press({ what: 'loss', layer: '', unit: null, input: null })
    await press({ what: 'weight', layer: 'output', unit: 1, input: 0 })
    await vi.waitFor(() => expect(section.findAll('[data-blank]')).toHaveLength(2))
    expect([...study.blanks]).toEqual(['newWeight output 1 0', 'loss   '])
    await blank(section, 'new w, h1 to o2 in Output').get('input').setValue('0.5113')
    expect(blank(section, 'new w, h1 to o2 in Output').text()).toContain('Right.')
  })

  it('says so where the hidden numbers are of a row that is not shown', async () => {
    const section = await begun()
    const study = useStudyStore()
    const practice = usePracticeStore()
    practice.begin(
      practice.blanks.map((each) => ({ ...each, place: { ...each.place, sample: 3 } as typeof each.place })),
    )
    study.wholeBatch = true
    await section.vm.$nextTick()
    expect(section.find('.blanks').exists()).toBe(false)
    expect(section.get('[role="alert"]').text()).toContain('The hidden numbers are of row 3 of the data')
    await section.get('[role="alert"] button').trigger('click')
    expect(study.wholeBatch).toBe(false)
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

  it('can be left where the numbers of an update are too many', async () => {
    const inspection = {
      layerUpdate: () => Promise.reject(AppError.of('too-large-to-inspect', { what: 'numbers', count: 2, most: 1 })),
    }
    openedProject(project, { inspection })
    const section = mounted(PracticeSection)
    await vi.waitFor(() => expect(section.text()).toContain('Start practice'))
    await section.get('button').trigger('click')
    await vi.waitFor(() => expect(section.text()).toContain('This update has 2 numbers'))
    await section.get('button').trigger('click')
    expect(section.text()).toContain('Start practice')
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
