import { chooseSchedule, updateRegularization } from '@shared/document/commands'
import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import StatsList from '../../../../src-renderer/components/charts/StatsList.vue'
import { useDocumentStore } from '../../../../src-renderer/stores/document'
import { useTrainingStore } from '../../../../src-renderer/stores/training'
import { runUpdate, smallDocument } from '../../helpers/fake-host'

/** The figures by their names. */
function figures(): Record<string, string> {
  const shown = mount(StatsList)
  const names = shown.findAll('dt').map((name) => name.text())
  const values = shown.findAll('dd').map((value) => value.text())
  return Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']))
}

describe('StatsList', () => {
  beforeEach(() => {
    setActivePinia(createPinia())
    useDocumentStore().replace({ document: smallDocument(), path: null })
    useTrainingStore().apply(runUpdate({ step: 3, learningRate: 0.0012345, penalty: 0.25 }))
  })

  it('shows the learning rate as it was set, and under a schedule as it is now', () => {
    expect(figures()['Learning rate']).toBe('0.005')
    useDocumentStore().dispatch(chooseSchedule('cosine'))
    expect(figures()['Learning rate']).toBe('0.00123')
    useTrainingStore().apply(runUpdate({ learningRate: null }))
    expect(figures()['Learning rate']).toBe('0.005')
  })

  it('shows the penalty where there is one', () => {
    expect(figures()).not.toHaveProperty('Penalty')
    useDocumentStore().dispatch(updateRegularization({ l2: 0.01 }))
    expect(figures()['Penalty']).toBe('0.2500')
  })
})
