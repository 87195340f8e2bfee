import { expect, test } from 'vitest'
import { stallWatch } from '../../../src-main/launcher/stall-watch.mjs'

/** Timers that run when the test says so. */
function handTimers() {
  let now = 0
  const waiting = new Map<number, { at: number; run: () => void }>()
  return {
    setTimer: (run: () => void, ms: number) => {
      const id = waiting.size + now + Math.floor(ms)
      waiting.set(id, { at: now + ms, run })
      return id
    },
    clearTimer: (id: unknown) => void waiting.delete(Number(id)),
    pass(ms: number) {
      now += ms
      for (const [id, timer] of waiting) {
        if (timer.at > now) continue
        waiting.delete(id)
        timer.run()
      }
    },
  }
}

test('a slow download is waited for, and one without a byte for 15 s is a stall', () => {
  const { pass, ...timers } = handTimers()
  let stalls = 0
  const watch = stallWatch({ ms: 15_000, onStall: () => stalls++, ...timers })
  pass(60_000)
  expect(stalls, 'nothing is waited for yet').toBe(0)
  watch.alive()
  for (let i = 0; i < 100; i++) {
    pass(14_999)
    watch.alive()
  }
  expect(stalls).toBe(0)
  pass(15_000)
  expect(stalls).toBe(1)
  pass(60_000)
  expect(stalls).toBe(1)
})

test('after the last byte nothing is waited for', () => {
  const { pass, ...timers } = handTimers()
  let stalls = 0
  const watch = stallWatch({ ms: 15_000, onStall: () => stalls++, ...timers })
  watch.alive()
  watch.stop()
  pass(60_000)
  expect(stalls).toBe(0)
})
