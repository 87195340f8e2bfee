import { expect, it } from 'vitest'
import { heatPixels, zeroLine } from '../../../../src-renderer/components/ui/heat'
import { type Colours } from '../../../../src-renderer/components/ui/colours'

const colours = { positive: '#0000ff', negative: '#ff8000', raised: '#ffffff' } as Colours

it('colours a value by its sign and magnitude, the same whatever the scale of all', () => {
  const picture = (values: number[]) =>
    heatPixels({ rows: 1, columns: values.length, values: Float32Array.from(values), hatch: 'none' }, colours)
  const pixels = picture([2, -2, 0, Number.NaN])
  const at = (index: number) => [...pixels.subarray(4 * index, 4 * index + 4)]
  expect(at(0)[2]).toBe(255)
  expect(at(0)[0]).toBeLessThan(80)
  expect(at(1)[2]).toBeLessThan(80)
  expect(at(2)).toEqual([255, 255, 255, 255])
  expect(at(3)).toEqual([255, 255, 255, 255])
  expect(picture([0.2, -0.2, 0, 0])).toEqual(pixels)
})

it('hatches what is below 0, so that no one has to tell it by its colour', () => {
  const tones = (value: number): number => {
    const values = new Float32Array(16).fill(value)
    const pixels = heatPixels({ rows: 4, columns: 4, values, hatch: 'lines' }, colours)
    const whole = Array.from({ length: pixels.length / 4 }, (_, index) =>
      pixels.subarray(4 * index, 4 * index + 3).join(),
    )
    return new Set(whole).size
  }
  expect([tones(1), tones(-1)]).toEqual([1, 2])
})

it('marks every cell below 0 by itself, where neighbours have little to do with each other', () => {
  const pixels = heatPixels({ rows: 1, columns: 2, values: Float32Array.of(1, -1), hatch: 'cells' }, colours)
  const side = Math.sqrt(pixels.length / 4 / 2)
  const tone = (x: number, y: number): string => {
    const at = 4 * (y * 2 * side + x)
    return pixels.subarray(at, at + 3).join()
  }
  expect(tone(0, 0)).toBe(tone(1, 0))
  expect(tone(side, 0)).not.toBe(tone(side + 1, 0))
  expect(tone(side, 0)).toBe(tone(side + 1, 1))
})

it('draws a line where the sign changes', () => {
  expect(zeroLine({ rows: 2, columns: 2, values: Float32Array.of(1, -1, 1, 1) })).toEqual([
    { from: [1, 0], to: [1, 1] },
    { from: [1, 1], to: [2, 1] },
  ])
})
