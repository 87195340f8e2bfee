import { addLayer, updateLayer } from '@shared/document/commands'
import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import LayerTab from '../../../../src-renderer/components/inspector/LayerTab.vue'
import { useDocumentStore } from '../../../../src-renderer/stores/document'
import { useSessionStore } from '../../../../src-renderer/stores/session'
import { smallDocument } from '../../helpers/fake-host'
import { labelled, labels } from '../../helpers/fields'

const dense = (id: string) => useDocumentStore().layer(id)

describe('several layers in the inspector', () => {
  beforeEach(() => {
    setActivePinia(createPinia())
    useDocumentStore().replace({ document: smallDocument(), path: null })
  })

  it('show the fields they share, say where they differ, and change together in one step', async () => {
    useSessionStore().selection = ['dense-1', 'output']
    const tab = mount(LayerTab)
    expect(tab.get('h3').text()).toBe('2 layers')
    expect(labels(tab)).toEqual(['Units', 'Activation', 'Initializer', 'Freeze weights', 'Bias', 'Freeze biases'])
    const value = (label: string) => (labelled(tab, label).element as HTMLInputElement).value
    expect([value('Activation'), value('Units'), value('Freeze weights')]).toEqual(['', '', 'no'])
    expect(labelled(tab, 'Activation').text()).toContain('mixed')
    expect(labelled(tab, 'Units').attributes('placeholder')).toBe('mixed')

    await labelled(tab, 'Activation').setValue('relu')
    expect([dense('dense-1'), dense('output')]).toMatchObject([{ activation: 'relu' }, { activation: 'relu' }])
    expect(labelled(tab, 'Activation').text()).not.toContain('mixed')
    await labelled(tab, 'Freeze weights').setValue('yes')
    expect([dense('dense-1'), dense('output')]).toMatchObject([{ freezeWeights: true }, { freezeWeights: true }])
    useDocumentStore().undo()
    expect(useDocumentStore().undoLabel).toBe('Change activation of 2 layers')
    useDocumentStore().undo()
    expect(useDocumentStore().document).toEqual(smallDocument())
  })

  it('type a number for all, and refuse one out of range', async () => {
    useSessionStore().selection = ['dense-1', 'output']
    const tab = mount(LayerTab)
    await labelled(tab, 'Units').setValue('0')
    expect(tab.get('[role=alert]').text()).toBe('Give a whole number from 1 to 1000000; what there is stays in force.')
    await labelled(tab, 'Units').setValue('5')
    expect([dense('dense-1'), dense('output')]).toMatchObject([{ units: 5 }, { units: 5 }])
  })

  it('of different kinds share what both have', () => {
    const store = useDocumentStore()
    store.dispatch(addLayer('dense-1', 'dropout'))
    store.dispatch(updateLayer('dropout-1', { rate: 0.2 }))
    useSessionStore().selection = ['dense-1', 'dropout-1']
    const tab = mount(LayerTab)
    expect(labels(tab)).toEqual([])
    expect(tab.text()).toContain('These layers have no setting in common.')
  })
})
