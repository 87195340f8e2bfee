import { updateLayer, updateRecipe } from '@shared/document/commands'
import { type TrainingService } from '@shared/protocol/training-service'
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import TransportBar from '../../../../src-renderer/components/transport/TransportBar.vue'
import { useConnectionStore } from '../../../../src-renderer/stores/connection'
import { useDocumentStore } from '../../../../src-renderer/stores/document'
import { useTrainingStore } from '../../../../src-renderer/stores/training'
import { fakeServices, runUpdate, smallDocument } from '../../helpers/fake-host'

const button = (bar: VueWrapper, name: string) => {
  const found = bar.findAll('button').find((each) => each.text() === name)
  if (!found) throw new Error(`no button ${name}`)
  return found
}

describe('TransportBar', () => {
  const training = {
    train: vi.fn<TrainingService['train']>(async () => undefined),
    step: vi.fn<TrainingService['step']>(async () => undefined),
    reset: vi.fn<TrainingService['reset']>(async () => undefined),
    pause: vi.fn<TrainingService['pause']>(async () => undefined),
  }

  beforeEach(() => {
    vi.clearAllMocks()
    setActivePinia(createPinia())
    useDocumentStore().replace({ document: smallDocument(), path: null })
    useConnectionStore().opened(fakeServices({ training }))
  })

  it('has its buttons under their names and calls the engine', async () => {
    const bar = mount(TransportBar)
    expect(bar.findAll('button').map((each) => each.text())).toEqual([
      'Train',
      'Pause',
      'Step',
      'Reset (same weights)',
      'New weights',
    ])
    await button(bar, 'Train').trigger('click')
    await bar.get('select').setValue('epoch')
    await button(bar, 'Step').trigger('click')
    await vi.waitFor(() => expect(training.step.mock.calls[0]?.[0].unit).toBe('epoch'))
    expect(training.train).toHaveBeenCalledOnce()
  })

  it('draws new weights by the next seed, as an edit that can be undone', async () => {
    const bar = mount(TransportBar)
    await button(bar, 'New weights').trigger('click')
    await vi.waitFor(() => expect(training.reset.mock.calls[0]?.[0].document.training.seed).toBe(2))
    useDocumentStore().undo()
    expect(useDocumentStore().document.training.seed).toBe(1)
  })

  it('disables Train and says why', async () => {
    const bar = mount(TransportBar)
    useDocumentStore().dispatch(updateLayer('output', { units: 5 }))
    await flushPromises()
    expect(button(bar, 'Train').attributes('disabled')).toBeDefined()
    expect(bar.get('[data-testid=problem]').text()).toBe(
      'The data has 2 target values, but Output has 5 units. Set its units to 2.',
    )
  })

  it('shows the figures, in full for whoever reads data-value', async () => {
    const bar = mount(TransportBar)
    const trainLoss = 0.29102777369359933
    useTrainingStore().apply(
      runUpdate({
        status: 'running',
        epoch: 1,
        step: 1,
        reports: [
          {
            epoch: 1,
            step: 1,
            trainLoss,
            validationLoss: null,
            metrics: { training: { accuracy: 0.5 }, validation: null },
          },
        ],
      }),
    )
    await flushPromises()
    const loss = bar.get('[data-testid=loss]')
    expect([loss.text(), loss.attributes('data-value')]).toEqual(['0.2910', '0.29102777369359933'])
    expect(bar.get('[data-testid=accuracy]').text()).toBe('50.0 %')
    expect(bar.get('[data-testid=epoch]').text()).toBe('epoch 1 of 200')
    expect(button(bar, 'Train').attributes('disabled')).toBeDefined()
    expect(button(bar, 'Pause').attributes('disabled')).toBeUndefined()
  })

  it('shows an error in own units with four digits', async () => {
    const document = smallDocument()
    const { apply } = updateRecipe({ target: 'width' })
    useDocumentStore().replace({ document: apply(document), path: null })
    const bar = mount(TransportBar)
    const metrics = { training: { meanAbsoluteError: 2678.4074 }, validation: null }
    const report = { epoch: 1, step: 1, trainLoss: 0.5, validationLoss: null, metrics }
    useTrainingStore().apply(runUpdate({ epoch: 1, step: 1, reports: [report] }))
    await flushPromises()
    const error = bar.get('[data-testid=mean-absolute-error]')
    expect([error.text(), error.attributes('data-value')]).toEqual(['2,678', '2678.4074'])
  })

  it('tells what a run is computed with', async () => {
    const bar = mount(TransportBar)
    const told = () => bar.get('[data-testid=progress]').attributes('title')
    expect(told()).toBeUndefined()
    useTrainingStore().apply(runUpdate({ kernel: 'float64', threads: 1 }))
    await flushPromises()
    expect(told()).toBe('float64, 1 thread')
  })

  it('keeps the sentence of a failed run', async () => {
    const bar = mount(TransportBar)
    useTrainingStore().apply(runUpdate({ status: 'failed', failure: 'Training stopped at step 3.' }))
    await flushPromises()
    expect(bar.get('[data-testid=failure]').text()).toBe('Training stopped at step 3.')
  })
})
