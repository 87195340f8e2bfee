import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { type Card, cardsOf } from '../../../../src-renderer/components/network/geometry'
import LayerCard from '../../../../src-renderer/components/network/LayerCard.vue'
import { useDocumentStore } from '../../../../src-renderer/stores/document'
import { useSessionStore } from '../../../../src-renderer/stores/session'
import { smallDocument } from '../../helpers/fake-host'

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

  it('is selected, moved and removed by the keyboard', async () => {
    const store = useDocumentStore()
    const shown = mount(LayerCard, { props: { card: card('dense-1'), scale: 1 } })
    const before = store.document.network.layout['dense-1']
    await shown.trigger('keydown', { key: 'Enter' })
    expect(useSessionStore().selectedLayer).toBe('dense-1')
    await shown.trigger('keydown', { key: 'ArrowRight' })
    await shown.trigger('keydown', { key: 'ArrowDown', shiftKey: true })
    expect(store.document.network.layout['dense-1']).toEqual({ x: (before?.x ?? 0) + 16, y: (before?.y ?? 0) + 2 })
    await shown.trigger('keydown', { key: 'Delete' })
    expect(store.layer('dense-1')).toBeNull()
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
