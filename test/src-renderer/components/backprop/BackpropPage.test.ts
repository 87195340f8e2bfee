import { AppError } from '@shared/errors'
import { blankDocument } from '@shared/document/defaults'
import { type TrainingService } from '@shared/protocol/training-service'
import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import BackpropPage from '../../../../src-renderer/components/backprop/BackpropPage.vue'
import { useConnectionStore } from '../../../../src-renderer/stores/connection'
import { useDocumentStore } from '../../../../src-renderer/stores/document'
import { useSessionStore } from '../../../../src-renderer/stores/session'
import { fakeServices } from '../../helpers/fake-host'
import { workedDocument, workedTrace } from './worked-example'

function shown(training: Partial<TrainingService>) {
  useConnectionStore().opened(fakeServices({ training }))
  return mount(BackpropPage)
}

describe('BackpropPage', () => {
  beforeEach(() => {
    setActivePinia(createPinia())
    useDocumentStore().replace({ document: workedDocument, path: null })
    Element.prototype.scrollIntoView = () => undefined
  })

  it('shows the numbers of the lecture note', async () => {
    const page = shown({ trace: async () => workedTrace })
    await vi.waitFor(() => expect(page.find('.equations').exists()).toBe(true))
    const text = page.text()
    for (const number of ['0.298371', '0.138499', '0.00877135', '−0.0380982']) expect(text).toContain(number)
    expect(page.get('td[title="0.008771354689486937"]').text()).toBe('0.00877135')
  })

  it('steps through the pass; what comes later is a question mark in the picture', async () => {
    const page = shown({ trace: async () => workedTrace })
    await vi.waitFor(() => expect(page.find('.strip').exists()).toBe(true))
    const press = (name: string) => page.findAll('.strip button').find((button) => button.text() === name)?.trigger('click') // prettier-ignore
    await press('« Start')
    expect(page.get('ol [aria-current]').text()).toBe('z¹')
    expect(page.get('.card.current').attributes('data-step')).toBe('z-1')
    expect(page.findAll('.delta').map((delta) => delta.text())).toEqual(['δ ?', 'δ ?', 'δ ?', 'δ ?'])
    for (let step = 0; step < 6; step++) await page.get('.strip').trigger('keydown', { key: 'ArrowRight' })
    expect(page.get('ol [aria-current]').text()).toBe('δ¹')
    expect(useSessionStore().selectedLayer).toBe('hidden')
    expect(page.get('.card.current').attributes('data-step')).toBe('delta-1')
  })

  it('writes a unit out when it is chosen in the picture', async () => {
    const page = shown({ trace: async () => workedTrace })
    await vi.waitFor(() => expect(page.find('.diagram').exists()).toBe(true))
    await page.findAll('.node.hidden')[1]?.trigger('keydown', { key: 'Enter' })
    expect(page.findAll('.card h3').map((heading) => heading.text())).toContain('BP2 Hidden delta, unit h2')
  })

  it('shows the sentence of a failure', async () => {
    const error = AppError.of('no-sample', { sample: 5, rows: 1 })
    const page = shown({ trace: () => Promise.reject(error) })
    await vi.waitFor(() => expect(page.text()).toContain(error.message))
  })

  it('without data, offers to open some', () => {
    useDocumentStore().replace({ document: blankDocument('blank', 'Blank'), path: null })
    const page = mount(BackpropPage)
    expect(page.text()).toContain('The project has no data')
    expect(page.get('button').text()).toBe('Open data…')
  })
})
