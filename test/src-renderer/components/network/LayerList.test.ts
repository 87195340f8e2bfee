import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import LayerList from '../../../../src-renderer/components/network/LayerList.vue'
import { useDocumentStore } from '../../../../src-renderer/stores/document'
import { useSessionStore } from '../../../../src-renderer/stores/session'
import { smallDocument } from '../../helpers/fake-host'

describe('LayerList', () => {
  beforeEach(() => {
    setActivePinia(createPinia())
    useDocumentStore().replace({ document: smallDocument(), path: null })
  })

  it('refuses units that are none with a sentence, and keeps those in force', async () => {
    const list = mount(LayerList)
    const before = useDocumentStore().document
    const units = list.get('[aria-label="Units of Output"]')
    await units.setValue('none')
    expect(list.get('[role=alert]').text()).toMatch(/^Give a whole number from 1 to 1,000,000; \d+ stays in force\.$/)
    expect(useDocumentStore().document).toBe(before)
    await units.setValue('3')
    expect(list.find('[role=alert]').exists()).toBe(false)
    expect(useDocumentStore().layer('output')).toMatchObject({ units: 3 })
  })

  it('selects the layer whose button is pressed, and shows the selection of the canvas', async () => {
    const list = mount(LayerList)
    await list.get('[data-row="output"]').trigger('click')
    expect(useSessionStore().selectedLayer).toBe('output')
    useSessionStore().select('input')
    await list.vm.$nextTick()
    expect(list.get('[data-row="input"]').attributes('aria-pressed')).toBe('true')
  })

  it('selects several layers: with Ctrl one more, with Shift all between, from the keyboard too', async () => {
    const list = mount(LayerList, { attachTo: window.document.body })
    const session = useSessionStore()
    await list.get('[data-row="input"]').trigger('click')
    await list.get('[data-row="output"]').trigger('click', { ctrlKey: true })
    expect(session.selection).toEqual(['input', 'output'])
    await list.get('[data-row="output"]').trigger('click', { shiftKey: true })
    expect(session.selection).toEqual(['input', 'dense-1', 'output'])
    await list.get('[data-row="output"]').trigger('click')
    await list.get('[data-row="output"]').trigger('keydown', { key: 'ArrowUp', shiftKey: true })
    expect(session.selection).toEqual(['output', 'dense-1'])
    expect(window.document.activeElement?.getAttribute('data-row')).toBe('dense-1')
    await list.get('[data-row="dense-1"]').trigger('keydown', { key: 'Delete' })
    expect(useDocumentStore().document.network.layers.map(({ id }) => id)).toEqual(['input'])
    list.unmount()
  })
})
