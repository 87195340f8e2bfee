import { mount } from '@vue/test-utils'
import { Chart } from 'chart.js'
import { beforeEach, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import LineChart from '../../../../src-renderer/components/ui/LineChart.vue'

const frames: FrameRequestCallback[] = []

beforeEach(() => {
  frames.length = 0
  vi.stubGlobal('requestAnimationFrame', (callback: FrameRequestCallback) => frames.push(callback))
  vi.stubGlobal('cancelAnimationFrame', (handle: number) => frames.splice(handle - 1, 1))
  // A context without a canvas: Chart.js says so once and draws nothing.
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue({} as never)
  vi.spyOn(console, 'error').mockReturnValue()
})

it('redraws once per animation frame, however often its series change', async () => {
  const update = vi.spyOn(Chart.prototype, 'update').mockReturnValue()
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
  await vi.waitFor(() => expect(frames).toHaveLength(1))
  chart.unmount()
  expect(frames).toHaveLength(0)
})
