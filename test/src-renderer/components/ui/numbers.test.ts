import { expect, it } from 'vitest'
import {
  duration,
  lossNumber,
  percent,
  plainNumber,
  shortNumber,
  tickNumber,
} from '../../../../src-renderer/components/ui/numbers'

it('writes numbers as people read them', () => {
  expect([0.113, 0.00612, 2.5e-10, 12345.6, null].map(lossNumber)).toEqual([
    '0.1130',
    '0.00612',
    '2.50e-10',
    '12345.6000',
    '–',
  ])
  expect([-0.652, 0, 1234.5, 1e-8].map((value) => shortNumber(value))).toEqual(['−0.652', '0.00', '1,235', '1.0e-8'])
  expect([1, 0.5, 0, 1e-4].map(tickNumber)).toEqual(['1', '0.5', '0', '1e-4'])
  expect([0.1 + 0.2, 0.6931, 60_000, 150_000, -1_500_000, 0.00015].map(tickNumber)).toEqual([
    '0.3',
    '0.6931',
    '60,000',
    '150,000',
    '−1.5e6',
    '1.5e-4',
  ])
  expect([percent(0.967), percent(undefined)]).toEqual(['96.7 %', '–'])
  expect([plainNumber(0.01), plainNumber(1e-8)]).toEqual(['0.01', '1e-8'])
  expect([-0, 3, -4.5, 1.25].map((value) => plainNumber(value, 2))).toEqual(['0.00', '3.00', '−4.50', '1.25'])
  expect([duration(0.42), duration(75), duration(7260)]).toEqual(['0.42 s', '1 min 15 s', '2 h 1 min'])
})
