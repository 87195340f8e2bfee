import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import LineChart from '../../../../src-renderer/components/ui/LineChart.vue'

const update = vi.hoisted(() => vi.fn())

vi.mock('chart.js', async (original) => ({
  ...(await original<object>()),
  Chart: class {
    static register(): void {}
    data = { datasets: [] }
    options = {}
    update = update
    destroy(): void {}
  },
}))

const frames: FrameRequestCallback[] = []

beforeEach(() => {
  frames.length = 0
  update.mockClear()
  vi.stubGlobal('requestAnimationFrame', (callback: FrameRequestCallback) => frames.push(callback))
  vi.stubGlobal('cancelAnimationFrame', (handle: number) => frames.splice(handle - 1, 1))
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue({} as never)
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

it('redraws once per animation frame, however often its series change', async () => {
  const series = (loss: number) => [{ label: 'training', colour: 'train' as const, points: [{ x: 1, y: loss }] }]
  const chart = mount(LineChart, {
    props: { series: series(1), summary: '', tick: String, theme: 'light' },
    attachTo: document.body,
  })
  expect(update).toHaveBeenCalledTimes(1)
  for (const loss of [0.9, 0.8, 0.7]) await chart.setProps({ series: series(loss) })
  await nextTick()
  expect([frames.length, update.mock.calls.length]).toEqual([1, 1])
  frames.splice(0).forEach((frame) => frame(0))
  expect(update).toHaveBeenCalledTimes(2)

  await chart.setProps({ series: series(0.6), logarithmic: true })
  expect(frames).toHaveLength(1)
  chart.unmount()
  expect(frames).toHaveLength(0)
})
