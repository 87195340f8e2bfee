import { describe, expect, it } from 'vitest'
import { decimate } from '../../../../src-renderer/components/ui/decimate'

describe('decimate', () => {
  it('keeps a short series whole, without what is no number', () => {
    const values = [1, Number.NaN, 3]
    expect(decimate(3, (x) => ({ x, y: values[x] ?? 0 }), 100)).toEqual([
      { x: 0, y: 1 },
      { x: 2, y: 3 },
    ])
  })

  it('keeps lowest and highest of every column, the last point, and the order', () => {
    const count = 100_000
    const kept = decimate(count, (x) => ({ x, y: x === 54_321 ? 1000 : Math.sin(x) }), 500)
    expect(kept.length).toBeLessThanOrEqual(1001)
    expect(kept.some(({ y }) => y === 1000)).toBe(true)
    expect(kept.at(-1)?.x).toBe(count - 1)
    expect(kept.every(({ x }, index) => index === 0 || x > (kept[index - 1]?.x ?? 0))).toBe(true)
  })
})
