import { idsOf } from '@shared/catalog/entry'
import { type InitializerId, initializers } from '@shared/catalog/initializers'
import { type LayerKind, layerKinds } from '@shared/catalog/layers'
import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { addLayerOfKind } from '../../../../src-renderer/actions/add-layer'
import { perform } from '../../../../src-renderer/actions/perform'
import LayerTab from '../../../../src-renderer/components/inspector/LayerTab.vue'
import { useDocumentStore } from '../../../../src-renderer/stores/document'
import { useSessionStore } from '../../../../src-renderer/stores/session'
import { smallDocument } from '../../helpers/fake-host'
import { labelled, labels, unlabelled } from '../../helpers/fields'

/** The tab of a fresh layer of a kind, added behind the small document's hidden layer. */
async function tabOf(kind: LayerKind) {
  useSessionStore().select('dense-1')
  const action = addLayerOfKind.find(({ id }) => id === `network.add-${kind}`)
  if (!action) throw new Error(`no action for ${kind}`)
  await perform(action)
  return mount(LayerTab)
}
const selected = () => useDocumentStore().layer(useSessionStore().selectedLayer)

const fields: Readonly<Record<LayerKind, readonly string[]>> = {
  input: ['Name', 'Shape', 'Units'],
  dense: ['Name', 'Units', 'Activation', 'Initializer', 'Freeze weights', 'Bias', 'Train biases'],
  activation: ['Name', 'Activation'],
  dropout: ['Name', 'Rate'],
  'batch-normalization': ['Name', 'Momentum', 'Epsilon', 'Train scale', 'Train shift'],
  'layer-normalization': ['Name', 'Epsilon', 'Train scale', 'Train shift'],
  flatten: ['Name'],
  add: ['Name'],
  concatenate: ['Name'],
}

describe('LayerTab', () => {
  beforeEach(() => {
    setActivePinia(createPinia())
    useDocumentStore().replace({ document: smallDocument(), path: null })
  })

  it.each(idsOf<LayerKind>(layerKinds))(
    'shows what a layer of the kind %s has, every control under its label',
    async (kind) => {
      const tab = await tabOf(kind)
      expect(labels(tab)).toEqual(fields[kind])
      expect(unlabelled(tab)).toEqual([])
      expect(tab.get('h3').text()).toBe(layerKinds[kind].label)
    },
  )

  it('changes the settings of a kind, and each change can be taken back', async () => {
    const tab = await tabOf('batch-normalization')
    const before = selected()
    await labelled(tab, 'Momentum').setValue('0.3')
    await labelled(tab, 'Epsilon').setValue('0.001')
    await labelled(tab, 'Train shift').setValue(false)
    expect(selected()).toMatchObject({ momentum: 0.3, epsilon: 0.001, freezeWeights: false, freezeBiases: true })
    for (let step = 0; step < 3; step++) useDocumentStore().undo()
    expect(selected()).toEqual(before)
  })

  it('refuses what is out of range with a sentence, and keeps the last good number', async () => {
    const tab = await tabOf('dropout')
    await labelled(tab, 'Rate').setValue('1')
    expect(tab.get('[role=alert]').text()).toBe('Give a number from 0 to 0.99; 0.5 stays in force.')
    expect(selected()).toMatchObject({ rate: 0.5 })
    const normalization = await tabOf('batch-normalization')
    await labelled(normalization, 'Momentum').setValue('0')
    expect(normalization.get('[role=alert]').text()).toBe('Give a number above 0, up to 1; 0.1 stays in force.')
  })

  it.each(idsOf<InitializerId>(initializers))('begins weights as %s, with its numbers', async (id) => {
    const tab = await tabOf('dense')
    await labelled(tab, 'Initializer').setValue(id)
    const parameters = Object.entries(initializers[id].parameters)
    for (const [, { label }] of parameters) await labelled(tab, label).setValue('0.25')
    expect(selected()).toMatchObject({
      initializer: { id, ...Object.fromEntries(parameters.map(([name]) => [name, 0.25])) },
    })
    expect(unlabelled(tab)).toEqual([])
  })

  it('gives a dense layer one bias, or none', async () => {
    const tab = await tabOf('dense')
    const parameters = () =>
      tab
        .findAll('.field')
        .find((each) => each.text().startsWith('Parameters'))
        ?.text()
    expect(parameters()).toBe('Parameters32 (256 bytes)')
    await labelled(tab, 'Bias').setValue('shared')
    expect(parameters()).toBe('Parameters25 (200 bytes)')
    await labelled(tab, 'Bias').setValue('none')
    expect(parameters()).toBe('Parameters24 (192 bytes)')
    expect(labels(tab)).not.toContain('Train biases')
  })

  it('turns a row of features into an image and back', async () => {
    useSessionStore().select('input')
    const tab = mount(LayerTab)
    await labelled(tab, 'Shape').setValue('image')
    expect(useDocumentStore().layer('input')).toMatchObject({ shape: [1, 2, 1] })
    await labelled(tab, 'Height').setValue('2')
    await labelled(tab, 'Width').setValue('1')
    expect(useDocumentStore().layer('input')).toMatchObject({ shape: [2, 1, 1] })
    await labelled(tab, 'Shape').setValue('row')
    expect(useDocumentStore().layer('input')).toMatchObject({ shape: [2] })
  })

  it('says what leaves a layer and what it learns', async () => {
    const tab = await tabOf('layer-normalization')
    expect(tab.text().replaceAll(/\s+/g, ' ')).toContain('[batch, 3] → [batch, 3]')
    expect(tab.text()).toContain('6 (48 bytes)')
    const add = await tabOf('add')
    expect(add.text()).toContain('Parametersnone')
  })
})
