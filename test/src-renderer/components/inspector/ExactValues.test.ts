import { type ParameterEdit, type ParameterPlace } from '@shared/protocol/training-service'
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import LayerTab from '../../../../src-renderer/components/inspector/LayerTab.vue'
import { useConnectionStore } from '../../../../src-renderer/stores/connection'
import { useDocumentStore } from '../../../../src-renderer/stores/document'
import { useSessionStore } from '../../../../src-renderer/stores/session'
import { useTrainingStore } from '../../../../src-renderer/stores/training'
import { fakeServices, runUpdate, smallDocument } from '../../helpers/fake-host'
import { labelled } from '../../helpers/fields'

const shown = [
  [0.125, -0.25],
  [0.5, 1],
  [2, -3],
]
const edits: (ParameterPlace & { value: number })[] = []

async function tab(step: number, changes: { status?: 'paused' | 'running' } = {}) {
  useConnectionStore().current = fakeServices({
    training: {
      prepare: () => Promise.resolve(),
      exactRows: ({ from }) =>
        Promise.resolve({
          runId: 'run-1',
          step,
          units: 3,
          inputs: 2,
          from,
          weights: shown.slice(from).map((row) => Float64Array.from(row)),
          biases: Float64Array.of(0, 0.75, 0).subarray(from),
        }),
      editParameter: (edit) => {
        edits.push(edit)
        const { value, ...place } = edit
        return Promise.resolve<ParameterEdit>({ ...place, name: 'Dense 1', from: 0, to: value, step })
      },
    },
  })
  useTrainingStore().apply(runUpdate({ step, ...changes }))
  useSessionStore().select('dense-1')
  const mounted = mount(LayerTab)
  await vi.waitFor(() => expect(mounted.find('table').exists()).toBe(true))
  return mounted
}
const cell = (mounted: Awaited<ReturnType<typeof tab>>, name: string) => mounted.get(`button[aria-label="${name}"]`)

describe('exact values', () => {
  beforeEach(() => {
    setActivePinia(createPinia())
    useDocumentStore().replace({ document: smallDocument(), path: null })
    edits.length = 0
  })

  it('before a run become exact initial values of the document, in one undo step', async () => {
    const mounted = await tab(0)
    await cell(mounted, 'Weight of unit 2 for height: 1').trigger('click')
    await labelled(mounted, 'Weight [2, 2]').setValue('-0.1')
    await flushPromises()
    const store = useDocumentStore()
    await vi.waitFor(() => expect(store.undoLabel).toBe('Set weight'))
    expect(store.layer('dense-1')).toMatchObject({ initialWeights: [shown[0], [0.5, -0.1], shown[2]] })
    store.undo()
    expect(store.document).toEqual(smallDocument())
    await cell(mounted, 'Bias of unit 2: 0.75').trigger('click')
    await labelled(mounted, 'Bias 2').setValue('1e-3')
    await vi.waitFor(() => expect(store.layer('dense-1')).toMatchObject({ initialBiases: [0, 0.001, 0] }))
  })

  it('of a paused run are edits that the run records', async () => {
    const mounted = await tab(7, { status: 'paused' })
    await cell(mounted, 'Weight of unit 1 for width: 0.125').trigger('click')
    await labelled(mounted, 'Weight [1, 1]').setValue('oops')
    expect(mounted.get('[role=alert]').text()).toBe('Give a number; 0.125 stays in force.')
    await labelled(mounted, 'Weight [1, 1]').setValue('0,5')
    await vi.waitFor(() => expect(edits).toEqual([{ layer: 'dense-1', unit: 0, input: 0, value: 0.5 }]))
    await vi.waitFor(() => expect(useDocumentStore().dirty).toBe(true))
    expect(useDocumentStore().document).toEqual(smallDocument())
  })

  it('wait while the run trains', async () => {
    const mounted = await tab(7, { status: 'running' })
    await cell(mounted, 'Weight of unit 1 for width: 0.125').trigger('click')
    expect(labelled(mounted, 'Weight [1, 1]').attributes('disabled')).toBeDefined()
    expect(mounted.text()).toContain('Training changes the weights. Press Pause to type one.')
  })

  it('a connection is left out and put back', async () => {
    const mounted = await tab(0)
    await cell(mounted, 'Weight of unit 3 for width: 2').trigger('click')
    const press = async (name: string) =>
      mounted
        .findAll('button')
        .find((button) => button.text() === name)
        ?.trigger('click')
    await press('Leave this connection out')
    expect(useDocumentStore().layer('dense-1')).toMatchObject({
      mask: [
        [1, 1],
        [1, 1],
        [0, 1],
      ],
    })
    expect(cell(mounted, 'Weight of unit 3 for width: left out').text()).toBe('out')
    await press('Put it back')
    expect(useDocumentStore().document).toEqual(smallDocument())
  })
})
