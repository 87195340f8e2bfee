import { describe, expect, it } from 'vitest'
import { type Colours } from '../../../../src-renderer/components/ui/colours'
import {
  alignedTicks,
  type ChartView,
  logarithmicTicks,
  scalesOf,
} from '../../../../src-renderer/components/ui/line-chart'

describe('the ticks of a chart', () => {
  it('gives the numbers beside an axis the same decimals', () => {
    expect(alignedTicks(['0', '0.5', '1', '−1.25'])).toEqual(['0.00', '0.50', '1.00', '−1.25'])
    expect(alignedTicks(['0', '2', '4'])).toEqual(['0', '2', '4'])
    expect(alignedTicks(['0', '1,000.5', '2,001'])).toEqual(['0.0', '1,000.5', '2,001.0'])
    expect(alignedTicks(['0 %', '50 %'])).toEqual(['0 %', '50 %'])
    expect(alignedTicks(['0', '2e-4'])).toEqual(['0', '2e-4'])
  })

  it('puts the lines of a logarithmic axis at round numbers', () => {
    expect(logarithmicTicks(0.012, 1.3)).toEqual([0.02, 0.05, 0.1, 0.2, 0.5, 1])
    expect(logarithmicTicks(0.001, 1)).toEqual([0.001, 0.01, 0.1, 1])
    expect(logarithmicTicks(0.26, 1)).toEqual([0.3, 0.5, 0.7, 1])
    expect(logarithmicTicks(1e-12, 1)).toHaveLength(5)
    expect(logarithmicTicks(0.62, 0.88)).toEqual([0.65, 0.7, 0.75, 0.8, 0.85])
    expect(logarithmicTicks(0.5, 0.5)).toEqual([0.5])
  })
})

describe('the lower edge of a chart', () => {
  const view: ChartView = { series: [], logarithmic: false, marker: null, tick: String, unitRange: false, xMaximum: 40 }
  const colours = {} as Colours

  it('counts epochs, unless it has numbers of its own', () => {
    const epochs = scalesOf(view, colours).x
    expect([epochs.min, epochs.max, epochs.ticks.callback(0), epochs.ticks.callback(1200)]).toEqual([
      0,
      40,
      'epoch 0',
      '1,200',
    ])
    const horizontal = { minimum: -12, maximum: 0, step: 3, tick: (value: number) => `1e${value}` }
    const own = scalesOf({ ...view, horizontal }, colours).x
    expect([own.min, own.max, own.ticks.callback(0), own.ticks.callback(-12)]).toEqual([-12, 0, '1e0', '1e-12'])
  })
})
