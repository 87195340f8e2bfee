import { type DenseLayer } from '@shared/document/schema'
import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it, vi } from 'vitest'
import MagnifiedUnit from '../../../../src-renderer/components/inspector/MagnifiedUnit.vue'
import { useConnectionStore } from '../../../../src-renderer/stores/connection'
import { useDocumentStore } from '../../../../src-renderer/stores/document'
import { useSessionStore } from '../../../../src-renderer/stores/session'
import { fakeServices, smallDocument } from '../../helpers/fake-host'

const asked: number[] = []

function shown(shape: [number] | [number, number, number]) {
  const document = smallDocument()
  const { layers, ...network } = document.network
  const [input, dense, ...others] = layers
  if (input?.kind !== 'input' || dense?.kind !== 'dense') throw new Error('The document is another.')
  useDocumentStore().replace({
    document: { ...document, network: { ...network, layers: [{ ...input, shape }, dense, ...others] } },
    path: null,
  })
  const weights = (unit: number) => Float64Array.from({ length: 6 }, (_, input) => unit + input / 10)
  useConnectionStore().current = fakeServices({
    training: {
      exactRows: ({ from }) => {
        asked.push(from)
        const one = { runId: 'run', step: 0, units: dense.units, inputs: 6, from }
        return Promise.resolve({ ...one, weights: [weights(from)], biases: new Float64Array(1) })
      },
    },
  })
  const layer: DenseLayer = dense
  return mount(MagnifiedUnit, { props: { layer } })
}

beforeEach(() => {
  setActivePinia(createPinia())
  asked.length = 0
})

it('shows the weights of the unit that is chosen, pixel by pixel', async () => {
  const mounted = shown([2, 3, 1])
  await vi.waitFor(() => mounted.get('canvas'))
  expect(mounted.get('canvas').attributes('aria-label')).toBe('Weights of unit 1 as an image of 2 by 3 pixels')
  expect(mounted.text()).toContain('largest 0.5')
  useSessionStore().parameter = { layer: 'dense-1', unit: 2, input: null }
  await vi.waitFor(() => expect(asked.at(-1)).toBe(2))
  await vi.waitFor(() => expect(mounted.text()).toContain('largest 2.5'))
})

it('is not there where no image enters', async () => {
  const mounted = shown([6])
  await mounted.vm.$nextTick()
  expect(mounted.html()).toBe('<!--v-if-->')
})
