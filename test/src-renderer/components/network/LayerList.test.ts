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
})
