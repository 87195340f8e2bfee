import { type EpochReport } from '@shared/protocol/training-service'
import { describe, expect, it, test } from 'vitest'
import { EpochRecorder } from '../../../../src-main/services/training/epoch-recorder'

const report = (epoch: number): EpochReport => ({
  epoch,
  step: 3 * epoch,
  trainLoss: 1 / epoch,
  validationLoss: null,
  metrics: { training: {}, validation: null },
})

const epochsOf = (reports: readonly EpochReport[]): number[] => reports.map(({ epoch }) => epoch)

/** Every `stride`-th epoch up to `last`, and the last. */
function expected(last: number, stride: number): number[] {
  const kept = Array.from({ length: Math.floor(last / stride) }, (_, index) => (index + 1) * stride)
  return last % stride === 0 ? kept : [...kept, last]
}

function recorded(epochs: number, recorder = new EpochRecorder()): EpochRecorder {
  const before = recorder.reports.at(-1)?.epoch ?? 0
  for (let epoch = before + 1; epoch <= epochs; epoch++) recorder.add(report(epoch))
  return recorder
}

test.each([
  [0, 1],
  [1, 1],
  [4096, 1],
  [4097, 2],
  [4098, 2],
  [8193, 2],
  [8194, 4],
  [100_000, 32],
  [100_001, 32],
])('of %i epochs every %i-th is kept, and the last', (epochs, stride) => {
  expect(epochsOf(recorded(epochs).reports)).toEqual(expected(epochs, stride))
})

test.each([1, 2049, 4097, 6000, 8192, 20_001])(
  'reports of %i epochs that were saved go on as if they had not been',
  (at) => {
    const resumed = new EpochRecorder(recorded(at).reports)
    for (const more of [0, 1, 5000, 40_000])
      expect(epochsOf(recorded(at + more, resumed).reports)).toEqual(epochsOf(recorded(at + more).reports))
  },
)

describe('a reader that is told what is new', () => {
  it('has all reports after every telling', () => {
    const recorder = new EpochRecorder()
    let has: EpochReport[] = []
    let mark = recorder.mark()
    let told = 0
    for (const epochs of [0, 1, 2, 2, 10, 4096, 4097, 4099, 4100, 9000, 9001, 50_000, 50_007]) {
      recorded(epochs, recorder)
      const { reportsFrom, reports } = recorder.after(mark)
      has = [...has.slice(0, reportsFrom), ...reports]
      told += reports.length
      mark = recorder.mark()
      expect(has).toEqual(recorder.reports)
    }
    expect(told).toBeLessThan(20_000)
  })

  it('is told all where it knew none, or another run', () => {
    const recorder = recorded(5)
    expect(recorder.after(null)).toEqual({ reportsFrom: 0, reports: recorder.reports })
    expect(recorder.after(recorded(3).mark())).toEqual({ reportsFrom: 0, reports: recorder.reports })
  })
})

it('takes reports of epochs that are all the same, as only a damaged file has them', () => {
  expect(new EpochRecorder(Array.from({ length: 3000 }, () => report(0))).reports).toHaveLength(3000)
})
