import { addLayer, renameProject, updateLayer } from '@shared/document/commands'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { useDocumentStore } from '../../../src-renderer/stores/document'
import { smallDocument } from '../helpers/fake-host'

describe('the document store', () => {
  beforeEach(() => {
    setActivePinia(createPinia())
    useDocumentStore().replace({ document: smallDocument(), path: null })
  })

  it('undoes and redoes an edit, and is dirty only while it differs from the file', () => {
    const store = useDocumentStore()
    store.dispatch(addLayer('dense-1'))
    expect([store.document.network.layers.length, store.dirty, store.undoLabel]).toEqual([4, true, 'Add layer'])
    store.undo()
    expect([store.document.network.layers.length, store.dirty, store.redoLabel]).toEqual([3, false, 'Add layer'])
    store.redo()
    expect([store.document.network.layers.length, store.dirty]).toEqual([4, true])
  })

  it('makes one undo step of a drag, and another one after seal', () => {
    const store = useDocumentStore()
    for (const units of [4, 5, 6]) store.dispatch(updateLayer('dense-1', { units }))
    store.seal()
    store.dispatch(updateLayer('dense-1', { units: 7 }))
    store.undo()
    expect(store.shapes.layers['dense-1']?.units).toBe(6)
    store.undo()
    expect(store.shapes.layers['dense-1']?.units).toBe(3)
  })

  it('is clean after saving, and dirty again when the saved edit is undone', () => {
    const store = useDocumentStore()
    store.dispatch(renameProject('Other'))
    store.markSaved(store.document, '/home/me/other.bpstudio')
    expect([store.dirty, store.fileName]).toEqual([false, 'other.bpstudio'])
    store.undo()
    expect(store.dirty).toBe(true)
  })

  it('counts training as a change, because the weights are saved too', () => {
    const store = useDocumentStore()
    store.trainedSinceSave = true
    expect(store.dirty).toBe(true)
  })

  it('infers shapes and the reason that keeps the network from training', () => {
    const store = useDocumentStore()
    expect(store.shapes.parameters).toBe(3 * 3 + 2 * 4)
    store.dispatch(updateLayer('output', { units: 5 }))
    expect(store.shapes.problems.map(({ message }) => message)).toEqual([
      'The data has 2 target values, but Output has 5 units. Set its units to 2.',
    ])
  })

  it('forgets the history with another document', () => {
    const store = useDocumentStore()
    store.dispatch(renameProject('Other'))
    store.replace({ document: smallDocument('Third'), path: '/a/third.bpstudio' })
    expect([store.undoLabel, store.dirty, store.fileName]).toEqual([null, false, 'third.bpstudio'])
  })
})
