import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { defineComponent } from 'vue'
import { useRedraw } from '../../../../src-renderer/components/ui/use-redraw'

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ['performance', 'setTimeout', 'clearTimeout', 'requestAnimationFrame', 'cancelAnimationFrame'],
  })
})
afterEach(() => vi.useRealTimers())

/** A view whose drawing takes 10 ms; `at` is when it was drawn. */
function view(share?: number) {
  const at: number[] = []
  let redraw: () => void = () => undefined
  const mounted = mount(
    defineComponent({
      setup() {
        redraw = useRedraw(() => {
          at.push(performance.now())
          vi.advanceTimersByTime(10)
        }, share)
        return () => null
      },
    }),
  )
  return { at, redraw: () => redraw(), unmount: () => mounted.unmount() }
}

it('draws once a frame, however often it is asked for', () => {
  const { at, redraw } = view()
  for (let count = 0; count < 5; count++) redraw()
  vi.advanceTimersByTime(100)
  expect(at).toHaveLength(1)
  redraw()
  vi.advanceTimersByTime(100)
  expect(at).toHaveLength(2)
})

it('draws for no more than its share of the time, and what was asked for last', () => {
  const { at, redraw } = view(0.1)
  redraw()
  vi.advanceTimersByTime(30)
  expect(at).toHaveLength(1)
  for (let count = 0; count < 5; count++) redraw()
  vi.advanceTimersByTime(60)
  expect(at).toHaveLength(1)
  vi.advanceTimersByTime(60)
  expect(at).toHaveLength(2)
  expect((at[1] ?? 0) - (at[0] ?? 0)).toBeGreaterThanOrEqual(100)
})

it('draws nothing once its view is gone', () => {
  const { at, redraw, unmount } = view(0.1)
  redraw()
  vi.advanceTimersByTime(30)
  redraw()
  unmount()
  vi.advanceTimersByTime(500)
  expect(at).toHaveLength(1)
})
