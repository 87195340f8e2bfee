import { idsOf } from '@shared/catalog/entry'
import { type LayerKind, layerKinds } from '@shared/catalog/layers'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { addLayer, addLayerOfKind } from '../../../src-renderer/actions/add-layer'
import { connectLayers, pickLayer } from '../../../src-renderer/actions/connect-layers'
import { deleteLayer } from '../../../src-renderer/actions/delete-layer'
import { moveTowardsInput } from '../../../src-renderer/actions/move-layer'
import { isEnabled, perform } from '../../../src-renderer/actions/perform'
import { changedSinceRun, hindrance, markRunOfDocument } from '../../../src-renderer/actions/training-calls'
import { useDocumentStore } from '../../../src-renderer/stores/document'
import { useSessionStore } from '../../../src-renderer/stores/session'
import { useTrainingStore } from '../../../src-renderer/stores/training'
import { runUpdate, smallDocument } from '../helpers/fake-host'

const chain = (): string[] => useDocumentStore().document.network.connections.map(({ from, to }) => `${from}>${to}`)

describe('actions on the network', () => {
  beforeEach(() => {
    setActivePinia(createPinia())
    useDocumentStore().replace({ document: smallDocument(), path: null })
  })

  it('adds a layer behind the selected one, or before the output', async () => {
    const session = useSessionStore()
    session.select('input')
    await perform(addLayer)
    expect(session.selectedLayer).toBe('dense-2')
    session.select('output')
    await perform(addLayer)
    expect(chain().sort()).toEqual(['dense-1>dense-3', 'dense-2>dense-1', 'dense-3>output', 'input>dense-2'])
  })

  it.each(idsOf<LayerKind>(layerKinds))('adds a layer of the kind %s, which can be taken back', async (kind) => {
    const store = useDocumentStore()
    useSessionStore().select('dense-1')
    const action = addLayerOfKind.find(({ id }) => id === `network.add-${kind}`)
    await perform(action ?? addLayer)
    const added = store.layer(useSessionStore().selectedLayer)
    expect(added?.kind).toBe(kind)
    expect(
      chain()
        .filter((wire) => wire.includes(added?.id ?? '?'))
        .sort(),
    ).toEqual(kind === 'input' ? [] : [`${added?.id ?? ''}>output`, `dense-1>${added?.id ?? ''}`].sort())
    store.undo()
    expect(store.document).toEqual(smallDocument())
  })

  it('removes every layer but the last input', async () => {
    const session = useSessionStore()
    session.page = 'network'
    session.select('input')
    expect(isEnabled(deleteLayer)).toBe(false)
    const [another] = addLayerOfKind
    await perform(another ?? addLayer)
    expect(useDocumentStore().layer(session.selectedLayer)?.kind).toBe('input')
    expect(isEnabled(deleteLayer)).toBe(true)
    await perform(deleteLayer)
    expect(useDocumentStore().document.network).toEqual(smallDocument().network)
  })

  it('connects two picked layers and ends the mode', async () => {
    await perform(connectLayers)
    pickLayer('input')
    pickLayer('output')
    expect(chain()).toContain('input>output')
    expect(useSessionStore().connectFrom).toBeNull()
  })

  it('deletes only where a layer is selected on the network page', async () => {
    const session = useSessionStore()
    expect(isEnabled(deleteLayer)).toBe(false)
    session.select('dense-1')
    session.page = 'data'
    expect(isEnabled(deleteLayer)).toBe(false)
    session.page = 'network'
    await perform(deleteLayer)
    expect(chain()).toEqual(['input>output'])
  })

  it('moves only inner layers', () => {
    useSessionStore().select('dense-1')
    expect(isEnabled(moveTowardsInput)).toBe(false)
  })

  it('tells that the network no longer fits the run', async () => {
    markRunOfDocument()
    useTrainingStore().apply(runUpdate({ step: 3 }))
    expect(changedSinceRun()).toBe(false)
    useSessionStore().select('input')
    await perform(addLayer)
    expect(changedSinceRun()).toBe(true)
    useDocumentStore().undo()
    expect(changedSinceRun()).toBe(false)
  })

  it('gives the reason that keeps the network from training', async () => {
    expect(hindrance()).toBeNull()
    useTrainingStore().apply(runUpdate({ problem: 'The table is not loaded.' }))
    expect(hindrance()).toBe('The table is not loaded.')
  })
})
