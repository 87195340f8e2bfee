import { switchMetric } from '@shared/document/commands'
import { type MetricValues } from '@shared/catalog/metrics'
import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import ChartDock from '../../../../src-renderer/components/charts/ChartDock.vue'
import LineChart from '../../../../src-renderer/components/ui/LineChart.vue'
import { useDocumentStore } from '../../../../src-renderer/stores/document'
import { useTrainingStore } from '../../../../src-renderer/stores/training'
import { runUpdate, smallDocument } from '../../helpers/fake-host'

const report = (training: MetricValues) => ({
  epoch: 1,
  step: 1,
  trainLoss: 0.5,
  validationLoss: null,
  metrics: { training, validation: null },
})

function shownSummaries(): string[] {
  const dock = mount(ChartDock, { global: { stubs: { LineChart: true } } })
  return dock.findAllComponents(LineChart).map((chart) => String(chart.props('summary')))
}

describe('ChartDock', () => {
  beforeEach(() => {
    setActivePinia(createPinia())
    useDocumentStore().replace({ document: smallDocument(), path: null })
    useTrainingStore().apply(runUpdate({ reports: [report({ accuracy: 0.75, f1: 0.5 })] }))
  })

  it('draws the usual metric of the task', () => {
    expect(shownSummaries()[1]).toBe('Accuracy over epochs. At epoch 1: training 75.0 %, validation –.')
  })

  it('draws the chosen metrics, one at a time', async () => {
    useDocumentStore().dispatch(switchMetric('f1', true))
    expect(shownSummaries()[1]).toBe('F1 over epochs. At epoch 1: training 50.0 %, validation –.')
    useDocumentStore().dispatch(switchMetric('accuracy', true))
    const dock = mount(ChartDock, { global: { stubs: { LineChart: true } } })
    const choice = dock.get('[aria-label="Metric drawn"]')
    expect(choice.findAll('option').map((option) => option.text())).toEqual(['Accuracy', 'F1'])
    await choice.setValue('f1')
    expect(dock.findAllComponents(LineChart)[1]?.props('summary')).toContain('F1 over epochs')
  })
})
