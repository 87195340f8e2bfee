import { idsOf } from '@shared/catalog/entry'
import { type LayerKind, layerKinds } from '@shared/catalog/layers'
import { addLayer, updateLayer } from '@shared/document/commands'
import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { type Card, cardsOf } from '../../../../src-renderer/components/network/geometry'
import LayerCard from '../../../../src-renderer/components/network/LayerCard.vue'
import { useDocumentStore } from '../../../../src-renderer/stores/document'
import { useSessionStore } from '../../../../src-renderer/stores/session'
import { smallDocument } from '../../helpers/fake-host'
import { residualDocument } from '../../helpers/residual'

function card(id: string): Card {
  const store = useDocumentStore()
  const found = cardsOf(store.document, store.shapes, store.encoded).find(({ layer }) => layer.id === id)
  if (!found) throw new Error(`no card ${id}`)
  return found
}

describe('LayerCard', () => {
  beforeEach(() => {
    setActivePinia(createPinia())
    useDocumentStore().replace({ document: smallDocument(), path: null })
  })

  it('says in words what it shows', () => {
    const shown = mount(LayerCard, { props: { card: card('dense-1'), scale: 1 } })
    expect(shown.attributes('aria-label')).toBe('Dense 1, tanh, 3 units')
    expect(shown.get('footer').text()).toBe('2→3 · 9')
  })

  it('says what does not learn, with a lock', () => {
    useDocumentStore().dispatch(updateLayer('dense-1', { freezeWeights: true }))
    const shown = mount(LayerCard, { props: { card: card('dense-1'), scale: 1 } })
    expect(shown.attributes('aria-label')).toBe('Dense 1, tanh, 3 units, weights frozen')
    expect(shown.find('.lock').exists()).toBe(true)
  })

  it('of a layer that passes numbers on is small, and says kind, setting and size', () => {
    useDocumentStore().replace({ document: residualDocument(), path: null })
    const told = ['norm', 'relu', 'dropout', 'sum'].map((id) => {
      const shown = mount(LayerCard, { props: { card: card(id), scale: 1 } })
      return [shown.attributes('aria-label'), shown.get('.setting').text(), shown.get('footer').text()]
    })
    expect(told).toEqual([
      ['Batch normalization 1, momentum 0.1, 3 units', 'momentum 0.1', '3→3 · 6'],
      ['After norm, Activation, ReLU, 3 units', 'ReLU', '3→3'],
      ['Dropout 1, rate 0.5, 3 units', 'rate 0.5', '3→3'],
      ['Add 1, sum of 2, 3 units', 'sum of 2', '6→3'],
    ])
  })

  it.each(idsOf<LayerKind>(layerKinds))('is drawn for a layer of the kind %s in the middle and at the end', (kind) => {
    for (const after of ['input', 'output']) {
      const document = addLayer(after, kind).apply(smallDocument())
      useDocumentStore().replace({ document, path: null })
      const id = `${kind}-${kind === 'dense' ? 2 : 1}`
      const shown = mount(LayerCard, { props: { card: card(id), scale: 1 } })
      expect(shown.attributes('aria-label')).toContain(layerKinds[kind].label)
      expect(shown.findAll('.setting').length + shown.findAll('.spot').length).toBeGreaterThan(0)
    }
  })

  it('is selected, moved and removed by the keyboard', async () => {
    const store = useDocumentStore()
    const shown = mount(LayerCard, { props: { card: card('dense-1'), scale: 1 } })
    const before = store.document.network.layout['dense-1']
    await shown.trigger('keydown', { key: 'Enter' })
    expect(useSessionStore().selectedLayer).toBe('dense-1')
    await shown.trigger('keydown', { key: 'ArrowRight', ctrlKey: true })
    await shown.trigger('keydown', { key: 'ArrowDown', ctrlKey: true, shiftKey: true })
    expect(store.document.network.layout['dense-1']).toEqual({ x: (before?.x ?? 0) + 16, y: (before?.y ?? 0) + 2 })
    await shown.trigger('keydown', { key: 'Delete' })
    expect(store.layer('dense-1')).toBeNull()
  })

  it('asks for the neighbour with arrows alone, and starts connecting with C', async () => {
    const shown = mount(LayerCard, { props: { card: card('dense-1'), scale: 1 } })
    await shown.trigger('keydown', { key: 'ArrowLeft' })
    expect(shown.emitted('go')).toEqual([[[-1, 0]]])
    await shown.trigger('keydown', { key: 'c' })
    expect(useSessionStore().connectFrom).toBe('dense-1')
  })

  it('says why it can not be connected', () => {
    const shown = mount(LayerCard, { props: { card: card('input'), scale: 1, refusal: 'An input takes nothing.' } })
    expect(shown.attributes('aria-label')).toBe('Input, 2 features, 2 units. Not possible: An input takes nothing.')
  })

  it('moves the whole selection with one of its cards, in one undo step', async () => {
    const store = useDocumentStore()
    const before = store.document.network.layout
    useSessionStore().selectLayers(['input', 'dense-1'])
    const shown = mount(LayerCard, { props: { card: card('input'), scale: 1 } })
    for (let times = 0; times < 2; times++) await shown.trigger('keydown', { key: 'ArrowRight', ctrlKey: true })
    const xOf = (id: string): number => store.document.network.layout[id]?.x ?? Number.NaN
    expect([xOf('input'), xOf('dense-1'), xOf('output')]).toEqual([
      (before['input']?.x ?? 0) + 32,
      (before['dense-1']?.x ?? 0) + 32,
      before['output']?.x,
    ])
    store.undo()
    expect(store.document.network.layout).toEqual(before)
  })

  it('makes one undo step of a drag', async () => {
    const store = useDocumentStore()
    const shown = mount(LayerCard, { props: { card: card('input'), scale: 2 }, attachTo: document.body })
    const element = shown.element
    Object.assign(element, { setPointerCapture: () => undefined })
    await shown.trigger('pointerdown', { pointerId: 1, button: 0, clientX: 0, clientY: 0 })
    for (const x of [10, 20, 40]) await shown.trigger('pointermove', { pointerId: 1, clientX: x, clientY: 0 })
    await shown.trigger('pointerup', { pointerId: 1, clientX: 40, clientY: 0 })
    expect(store.document.network.layout['input']).toEqual({ x: 60, y: 40 })
    store.undo()
    expect(store.document.network.layout['input']).toEqual({ x: 40, y: 40 })
    expect(store.undoLabel).toBeNull()
  })
})
