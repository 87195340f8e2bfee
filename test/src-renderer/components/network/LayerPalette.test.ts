import { layerKinds } from '@shared/catalog/layers'
import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import LayerPalette from '../../../../src-renderer/components/network/LayerPalette.vue'
import { useDocumentStore } from '../../../../src-renderer/stores/document'
import { useSessionStore } from '../../../../src-renderer/stores/session'
import { smallDocument } from '../../helpers/fake-host'

const wires = (): string[] => useDocumentStore().document.network.connections.map(({ from, to }) => `${from}>${to}`)

describe('LayerPalette', () => {
  beforeEach(() => {
    setActivePinia(createPinia())
    useDocumentStore().replace({ document: smallDocument(), path: null })
  })

  it('offers every kind of layer, and adds the one that is pressed', async () => {
    const shown = mount(LayerPalette)
    const buttons = shown.findAll('button')
    expect(buttons.map((button) => button.text())).toEqual(Object.values(layerKinds).map(({ label }) => label))
    await buttons.find((button) => button.text() === 'Dropout')?.trigger('click')
    expect(useDocumentStore().layer('dropout-1')?.kind).toBe('dropout')
  })

  it('puts a layer into the connection that is selected', async () => {
    useSessionStore().selectConnection({ from: 'dense-1', to: 'output' })
    const add = mount(LayerPalette)
      .findAll('button')
      .find((button) => button.text() === 'Activation')
    await add?.trigger('click')
    expect(wires()).toEqual(['input>dense-1', 'dense-1>activation-1', 'activation-1>output'])
    expect(useSessionStore().selectedLayer).toBe('activation-1')
    expect(useSessionStore().selectedConnection).toBeNull()
  })
})
