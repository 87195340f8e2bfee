import { denseLayer } from '@shared/document/defaults'
import { type ProjectDocument } from '@shared/document/schema'
import { type GradientMatrix } from '@shared/inspection/gradient-matrix'
import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { checkGradients } from '../../../../../src-renderer/actions/check-gradients'
import { perform } from '../../../../../src-renderer/actions/perform'
import CheckTab from '../../../../../src-renderer/components/backprop/check/CheckTab.vue'
import {
  errorGrid,
  gradientPlace,
  largestErrors,
  parameterPlace,
} from '../../../../../src-renderer/components/backprop/check/error-grid'
import { errorShare } from '../../../../../src-renderer/components/backprop/check/error-scale'
import ErrorLines from '../../../../../src-renderer/components/backprop/check/ErrorLines.vue'
import { useStudyTrace } from '../../../../../src-renderer/composables/use-study-trace'
import { useGradientCheckStore } from '../../../../../src-renderer/stores/gradient-check'
import { useSessionStore } from '../../../../../src-renderer/stores/session'
import { useStudyStore } from '../../../../../src-renderer/stores/study'
import { useTrainingStore } from '../../../../../src-renderer/stores/training'
import { inlineDocument } from '../../../../helpers/documents'
import { runUpdate } from '../../../helpers/fake-host'
import { unlabelled } from '../../../helpers/fields'
import { openedProject, workedExample } from '../../../helpers/real-services'

const Page = defineComponent({
  setup() {
    useStudyTrace()
    return () => h(CheckTab)
  },
})

beforeEach(() => setActivePinia(createPinia()))

describe('CheckTab', () => {
  it('checks every gradient, names the largest error and leads to it', async () => {
    openedProject(workedExample())
    const tab = mount(Page)
    const press = (name: string) => tab.findAll('button').find((each) => each.text().startsWith(name))?.trigger('click') // prettier-ignore
    await press('Check gradients')
    await vi.waitFor(() => expect(tab.find('[data-testid="largest-error"]').exists()).toBe(true))
    expect(Number(tab.get('[data-testid="largest-error"]').attributes('data-value'))).toBeLessThan(1e-6)
    expect(tab.text()).toContain('backpropagation agrees with central differences')
    expect(tab.text()).toContain('All 12 parameters compared over 1 row; none at a kink.')
    await vi.waitFor(() => expect(useStudyStore().trace).not.toBeNull())
    await press('Show weight from')
    const { result } = useGradientCheckStore()
    const { layer, row, column } = result?.largest?.place ?? { layer: '', row: 0, column: 0 }
    expect(useSessionStore().parameter).toEqual({ layer, unit: row, input: column })
    expect(tab.findAll('tbody tr').length).toBeGreaterThanOrEqual(12)
    expect(unlabelled(tab)).toEqual([])
    useTrainingStore().apply(runUpdate({ step: 5 }))
    await vi.waitFor(() => expect(tab.text()).toContain('The run has gone on since this check'))
  })

  it('checks again when the slider is let go, and draws the curve', async () => {
    openedProject(workedExample())
    const tab = mount(Page)
    await perform(checkGradients)
    expect(useGradientCheckStore().result?.epsilon).toBe(1e-5)
    await tab.get('#epsilon').setValue('-1')
    await tab.get('#epsilon').trigger('change')
    await vi.waitFor(() => expect(useGradientCheckStore().result?.epsilon).toBe(0.1))
    expect(tab.text()).toContain('more than rounding')
    await tab
      .findAll('button')
      .find((each) => each.text() === 'Draw the curve')
      ?.trigger('click')
    await vi.waitFor(() => expect(useGradientCheckStore().curve).toHaveLength(12))
    await vi.waitFor(() => expect(tab.text()).toContain('all parameters: largest (line) and median (dashed)'))
  })

  it('flags kinks instead of failing them', async () => {
    openedProject(
      inlineDocument({
        features: [[0]],
        targets: [[1]],
        layers: [
          denseLayer('hidden', 'Hidden', { units: 2, activation: 'relu' }),
          denseLayer('output', 'Output', { units: 1, activation: 'linear' }),
        ],
      }),
    )
    const tab = mount(Page)
    await perform(checkGradients)
    await vi.waitFor(() => expect(tab.text()).toContain('at a kink (crossed out)'))
    expect(useGradientCheckStore().result?.kinks).toBeGreaterThan(0)
    expect(tab.text()).toContain('(kink)')
  })

  it('can be stopped, and shows how far it is', async () => {
    let ended = false
    openedProject(workedExample(), {
      inspection: {
        async *checkGradients(_, signal) {
          yield { kind: 'progress', done: 3, of: 12 }
          await new Promise((resolve) => signal?.addEventListener('abort', resolve))
          ended = true
        },
      },
    })
    const tab = mount(Page)
    const checking = perform(checkGradients)
    await vi.waitFor(() => expect(tab.text()).toContain('3 of 12'))
    await tab
      .findAll('button')
      .find((each) => each.text() === 'Stop the check')
      ?.trigger('click')
    await checking
    await vi.waitFor(() => expect(ended).toBe(true))
    expect([useGradientCheckStore().check, useGradientCheckStore().result]).toEqual([null, null])
  })

  it('says with which arithmetic the run computes, and how far that is from float64', async () => {
    openedProject(withFloat32())
    const tab = mount(Page)
    await vi.waitFor(() => expect(tab.get('[data-testid="kernel"]').text()).toMatch(/the kernel “float32.*”/))
    expect(tab.text()).toContain('new w, b')
  })
})

function withFloat32(): ProjectDocument {
  const example = workedExample()
  return { ...example, training: { ...example.training, precision: 'float32' } }
}

const numbers = (errors: readonly number[], kinks: readonly number[] = errors.map(() => 0)) => ({
  analytic: Float64Array.from(errors),
  numeric: Float64Array.from(errors),
  errors: Float64Array.from(errors),
  kinks: Uint8Array.from(kinks),
})
const dense: GradientMatrix = { layer: 'd', name: 'D', rows: 2, columns: 3, weights: numbers([1, 2, 3, 4, 5, Number.NaN]), biases: numbers([7, 8]) } // prettier-ignore
const norm: GradientMatrix = { layer: 'n', name: 'N', rows: 1, columns: 3, weights: numbers([1, 2, 3]), biases: numbers([4, 5, 6], [0, 1, 0]) } // prettier-ignore

describe('the pictures', () => {
  it('have biases behind the weights of a dense layer, and shifts below the scales of a normalization', () => {
    const errors = (matrix: GradientMatrix): (number | undefined)[][] => {
      const grid = errorGrid(matrix)
      return Array.from({ length: grid.rows }, (_, row) =>
        Array.from({ length: grid.columns }, (__, column) => grid.at(row, column)?.error),
      )
    }
    expect(errors(dense)).toEqual([
      [1, 2, 3, 7],
      [4, 5, Number.NaN, 8],
    ])
    expect(errors(norm)).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ])
    expect(errors({ ...dense, biases: numbers([9]) })).toEqual([
      [1, 2, 3, 9],
      [4, 5, Number.NaN, undefined],
    ])
  })

  it('name a parameter as the window does, and back', () => {
    const places = [
      [dense, { layer: 'd', unit: 1, input: 2 }, { layer: 'd', row: 1, column: 2 }],
      [dense, { layer: 'd', unit: 1, input: null }, { layer: 'd', row: null, column: 1 }],
      [norm, { layer: 'n', unit: 2, input: 0 }, { layer: 'n', row: 0, column: 2 }],
    ] as const
    for (const [matrix, parameter, place] of places) {
      expect(gradientPlace(parameter, matrix)).toEqual(place)
      expect(parameterPlace(place, matrix)).toEqual(parameter)
    }
  })

  it('list the largest errors, without those that were not compared', () => {
    const result = { epsilon: 1, rows: [0], layers: [dense, norm], compared: 14, kinks: 1, parameters: 14, largest: null } // prettier-ignore
    expect(largestErrors(result, 3).map(({ error, place }) => [error, place.layer, place.row])).toEqual([
      [8, 'd', null],
      [7, 'd', null],
      [6, 'n', null],
    ])
  })

  it('show an error by its power of ten, and pale where both numbers agree', () => {
    expect([0, 1e-15, 1e-12, Number.NaN, 1e-3, 5].map(errorShare)).toEqual([0, 0, 0, 0, 1, 1])
    expect([1e-9, 9.99e-7].map((error) => Math.round(100 * errorShare(error)))).toEqual([10, 20])
    expect([1e-6, 10 ** -4.5].map((error) => Math.round(100 * errorShare(error)))).toEqual([50, 75])
  })

  it('colour the lines of the drawing while the tab is shown', async () => {
    const edge = (key: string, input: number) => ({
      key,
      path: 'M 0 0 L 1 1',
      layer: 'd',
      unit: 1,
      input,
    })
    const lines = mount(ErrorLines, { props: { edges: [edge('one', 0), edge('two', 2)] } })
    useGradientCheckStore().result = { epsilon: 1, rows: [0], layers: [dense], compared: 7, kinks: 0, parameters: 8, largest: null } // prettier-ignore
    await lines.vm.$nextTick()
    expect(lines.findAll('path')).toHaveLength(0)
    useStudyStore().tab = 'check'
    await lines.vm.$nextTick()
    expect(lines.findAll('path').map((line) => [line.attributes('stroke-width'), line.classes()])).toEqual([
      ['7', []],
      ['2', ['skipped']],
    ])
  })
})
