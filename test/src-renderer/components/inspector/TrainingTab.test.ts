import { callbacks } from '@shared/catalog/callbacks'
import { type ClippingId, clippings } from '@shared/catalog/clippings'
import { defaultSettings, idsOf, type NumberParameter, type ParameterSet } from '@shared/catalog/entry'
import { losses, type LossId } from '@shared/catalog/losses'
import { type OptimizerId, optimizers } from '@shared/catalog/optimizers'
import { type ScheduleId, schedules } from '@shared/catalog/schedules'
import { type TrainingSettings } from '@shared/document/schema'
import { mount, type VueWrapper } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import TrainingTab from '../../../../src-renderer/components/inspector/TrainingTab.vue'
import { useDocumentStore } from '../../../../src-renderer/stores/document'
import { smallDocument } from '../../helpers/fake-host'
import { labelled, unlabelled } from '../../helpers/fields'

const settings = (): TrainingSettings => useDocumentStore().document.training

/** Another value that a parameter may have. */
function other(parameter: ParameterSet[string]): number | boolean {
  if (!('minimum' in parameter)) return !parameter.default
  const { minimum, maximum, default: usual, whole }: NumberParameter = parameter
  if (whole === true) return usual + 1
  const middle = (Math.max(minimum, -1) + Math.min(maximum, 2)) / 2
  return middle === usual ? middle / 2 : middle
}

/** Sets every parameter in the tab to another value, and gives these. */
async function changeAll(tab: VueWrapper, parameters: ParameterSet): Promise<Record<string, number | boolean>> {
  const values: Record<string, number | boolean> = {}
  for (const [name, parameter] of Object.entries(parameters)) {
    const value = other(parameter)
    await labelled(tab, parameter.label).setValue(typeof value === 'boolean' ? value : String(value))
    useDocumentStore().seal()
    values[name] = value
  }
  return values
}

function undoAll(): void {
  while (useDocumentStore().undoLabel !== null) useDocumentStore().undo()
}

describe('TrainingTab', () => {
  beforeEach(() => {
    setActivePinia(createPinia())
    useDocumentStore().replace({ document: smallDocument(), path: null })
  })

  it.each(idsOf<OptimizerId>(optimizers))(
    'changes every parameter of %s, and all of it can be taken back',
    async (id) => {
      const tab = mount(TrainingTab)
      await labelled(tab, 'Optimizer').setValue(id)
      const values = await changeAll(tab, optimizers[id].parameters)
      expect(settings().optimizer).toEqual({ id, ...values })
      expect(unlabelled(tab)).toEqual([])
      undoAll()
      expect(useDocumentStore().document).toEqual(smallDocument())
    },
  )

  it.each(idsOf<ScheduleId>(schedules))('changes every parameter of the schedule %s', async (id) => {
    const tab = mount(TrainingTab)
    await labelled(tab, 'Schedule').setValue(id)
    const group = tab.get('[aria-label="Schedule settings"]')
    expect(group.findAll('label').map((label) => label.text())).toEqual([
      'Schedule',
      ...Object.values<{ label: string }>(schedules[id].parameters).map(({ label }) => label),
    ])
    const values = await changeAll(tab, schedules[id].parameters)
    expect(settings().schedule).toEqual({ id, ...values })
    undoAll()
    expect(useDocumentStore().document).toEqual(smallDocument())
  })

  it.each(idsOf<ClippingId>(clippings))('clips the gradient: %s', async (id) => {
    const tab = mount(TrainingTab)
    await labelled(tab, 'Clip gradient').setValue(id)
    const values = await changeAll(tab, clippings[id].parameters)
    expect(settings().clipping).toEqual({ id, ...values })
  })

  it.each(idsOf<LossId>(losses))('offers the loss %s with its help', async (id) => {
    const tab = mount(TrainingTab)
    await labelled(tab, 'Loss').setValue(id)
    expect(settings().loss).toBe(id)
    expect(tab.text()).toContain(losses[id].help)
  })

  it('switches early stopping on, changes it and switches it off', async () => {
    const tab = mount(TrainingTab)
    await labelled(tab, 'Stop early').setValue(true)
    expect(settings().earlyStopping).toEqual({ patience: 10, minimumDelta: 0, restoreBest: true })
    const values = await changeAll(tab, callbacks['early-stopping'].parameters)
    expect(settings().earlyStopping).toEqual(values)
    await labelled(tab, 'Stop early').setValue(false)
    expect(settings().earlyStopping).toBeNull()
  })

  it('offers the metrics of the task, and says which are measured', async () => {
    const tab = mount(TrainingTab)
    const state = () =>
      tab
        .findAll('summary')
        .find((each) => each.text().startsWith('Metrics'))
        ?.text()
    expect(state()).toBe('MetricsAccuracy')
    await labelled(tab, 'F1').setValue(true)
    await labelled(tab, 'Precision').setValue(true)
    expect(settings().metrics).toEqual(['precision', 'f1'])
    expect(state()).toBe('MetricsPrecision, F1')
    expect(tab.text()).not.toContain('R2')
    await labelled(tab, 'Every, epochs').setValue('5')
    expect(settings().measureEvery).toBe(5)
  })

  it('sets penalties, precision, update order and class weights; each group says what it is set to', async () => {
    const tab = mount(TrainingTab)
    await labelled(tab, 'L1').setValue('0.001')
    await labelled(tab, 'L2').setValue('0.01')
    await labelled(tab, 'Clip gradient').setValue('norm')
    await labelled(tab, 'Arithmetic').setValue('float32')
    await labelled(tab, 'Update order').setValue('sequential')
    await labelled(tab, 'Class weights').setValue('balanced')
    expect(settings()).toMatchObject({
      regularization: { l1: 0.001, l2: 0.01 },
      clipping: defaultSettings(clippings, 'norm'),
      precision: 'float32',
      updateOrder: 'sequential',
      classWeights: 'balanced',
    })
    expect(tab.findAll('summary').map((summary) => summary.text())).toEqual([
      'RegularizationL1 0.001, L2 0.01, clipped by global norm',
      'Early stoppingoff',
      'MetricsAccuracy',
      'Advancedfloat32, sequential, balanced classes',
    ])
  })

  it('keeps the last good number where another is out of range', async () => {
    const tab = mount(TrainingTab)
    await labelled(tab, 'L2').setValue('-1')
    expect(tab.get('[role=alert]').text()).toBe('Give a number from 0 to 1000000; 0 stays in force.')
    expect(settings().regularization.l2).toBe(0)
  })
})
