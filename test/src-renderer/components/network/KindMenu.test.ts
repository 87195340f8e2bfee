import { layerKinds } from '@shared/catalog/layers'
import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import KindMenu from '../../../../src-renderer/components/network/KindMenu.vue'
import { useDocumentStore } from '../../../../src-renderer/stores/document'
import { smallDocument } from '../../helpers/fake-host'

describe('KindMenu', () => {
  beforeEach(() => {
    setActivePinia(createPinia())
    useDocumentStore().replace({ document: smallDocument(), path: null })
  })

  it('offers every kind of layer, and adds the one that is chosen', async () => {
    const shown = mount(KindMenu, { attachTo: document.body })
    await shown.get('button').trigger('keydown', { key: 'Enter' })
    const items = () => [...document.body.querySelectorAll('[role=menuitem]')]
    await vi.waitFor(() => expect(items()).not.toEqual([]))
    expect(items().map((item) => item.textContent?.trim())).toEqual(Object.values(layerKinds).map(({ label }) => label))
    const dropout = items().find((item) => item.textContent?.trim() === 'Dropout')
    dropout?.dispatchEvent(new MouseEvent('click', { bubbles: true }))
    await vi.waitFor(() => expect(useDocumentStore().layer('dropout-1')?.kind).toBe('dropout'))
    shown.unmount()
  })
})
