import { blankDocument } from '@shared/document/defaults'
import { AppError } from '@shared/errors'
import { type Evaluation, type TrainingService } from '@shared/protocol/training-service'
import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import EvaluatePage from '../../../../src-renderer/components/evaluate/EvaluatePage.vue'
import { useConnectionStore } from '../../../../src-renderer/stores/connection'
import { useDocumentStore } from '../../../../src-renderer/stores/document'
import { fakeServices, smallDocument } from '../../helpers/fake-host'

const evaluation: Evaluation = {
  part: 'validation',
  weights: 'best',
  epoch: 37,
  loss: 0.25,
  samples: 10,
  metrics: { accuracy: 0.9, f1: 0.875, meanAbsoluteError: 0.125 },
  result: {
    kind: 'classification',
    classes: ['cat', 'dog'],
    confusion: [
      [4, 1],
      [0, 5],
    ],
    accuracy: 0.9,
  },
}
const refusal = (value: string): AppError =>
  AppError.of('bad-value', { column: 'width', value, expected: 'enter a number, such as 5.1.' })

const training: Partial<TrainingService> = {
  evaluate: async ({ part }) => ({ ...evaluation, part }),
  predictionForm: async () => [
    { name: 'width', kind: 'number', categories: [], value: '5.1' },
    { name: 'height', kind: 'number', categories: [], value: '2' },
  ],
  predict: async ({ values: [width = ''] }) => {
    if (Number.isNaN(Number(width))) throw refusal(width)
    return {
      outputs: [
        { label: 'cat', value: 0.25 },
        { label: 'dog', value: 0.75 },
      ],
      predictedClass: 'dog',
    }
  },
}

function shown(fake: Partial<TrainingService> = training) {
  useConnectionStore().opened(fakeServices({ training: fake }))
  return mount(EvaluatePage)
}

describe('EvaluatePage', () => {
  beforeEach(() => {
    setActivePinia(createPinia())
    useDocumentStore().replace({ document: smallDocument(), path: null })
  })

  it('shows what was measured and with which weights', async () => {
    const page = shown()
    await vi.waitFor(() => expect(page.find('[data-testid=confusion]').exists()).toBe(true))
    expect(page.get('.figures').text()).toContain('best weights, of epoch 37')
    expect(page.get('[data-testid=evaluation-accuracy]').text()).toBe('90.0 %')
    expect(page.findAll('.figures > div').map((figure) => figure.text())).toEqual([
      'Loss0.2500',
      'Accuracy90.0 %',
      'F187.5 %',
      'Mean absolute error0.1250',
      'Samples10',
      'Measured withbest weights, of epoch 37',
    ])
    expect(page.findAll('tbody tr').map((row) => row.findAll('td').map((cell) => cell.text()))).toEqual([
      ['4', '1', '5', '80.0 %'],
      ['0', '5', '5', '100.0 %'],
    ])
  })

  it('answers what is typed, or says beside the field why not', async () => {
    const page = shown()
    await vi.waitFor(() => expect(page.find('[data-testid=prediction]').exists()).toBe(true))
    expect(page.get('[data-testid=prediction]').text()).toContain('Predicted class dog')
    const [field] = page.findAll('form .field')
    await field?.get('input').setValue('wide')
    await vi.waitFor(() => expect(field?.find('.problem').exists()).toBe(true))
    expect(field?.get('.problem').text()).toBe(refusal('wide').message)
    expect(field?.get('input').attributes('aria-invalid')).toBe('true')
    expect(page.find('[data-testid=prediction]').exists()).toBe(false)
    await field?.get('input').setValue('6')
    await vi.waitFor(() => expect(page.find('[data-testid=prediction]').exists()).toBe(true))
  })

  it('measures the other part when that is chosen', async () => {
    const page = shown()
    await vi.waitFor(() => expect(page.find('[data-testid=confusion]').exists()).toBe(true))
    await page.findAll('header button')[1]?.trigger('click')
    await vi.waitFor(() => expect(page.findAll('header button')[1]?.attributes('aria-pressed')).toBe('true'))
  })

  it('says why nothing can be measured', async () => {
    const error = AppError.of('cannot-train', { problem: 'Nothing leads into Output.' })
    const page = shown({ evaluate: () => Promise.reject(error) })
    await vi.waitFor(() => expect(page.text()).toContain(error.message))
  })

  it('without data, offers to open some', () => {
    useDocumentStore().replace({ document: blankDocument('blank', 'Blank'), path: null })
    const page = mount(EvaluatePage)
    expect(page.text()).toContain('The project has no data')
    expect(page.findAll('button').map((button) => button.text())).toContain('Open data…')
  })
})
