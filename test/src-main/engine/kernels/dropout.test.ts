import * as code from '@engine/kernels/codes'
import { randomFromSeed, randomFromState } from '@engine/random'
import { describe, expect, test } from 'vitest'
import { SIZES, zeros } from './numbers'
import { kernelNames, OneInstruction } from './one-instruction'

describe.each(kernelNames)('the mask of dropout, %s', (kernel) => {
  test.each(SIZES)('of %i units is drawn from the generator of random.ts, sample by sample', (width) => {
    for (const rate of [0, 0.1, 0.5, 0.9]) {
      const one = new OneInstruction(kernel, 8)
      const random = randomFromSeed(width, 'dropout')
      const before = random.state()
      const mask = one.batch(zeros(5, width))
      one.setWords(one.get(code.RANDOM), before)
      one.add(code.DROPOUT_MASK, [mask.address, width], { at: 4, value: rate })
      one.run({ rows: 5, threads: 2, writes: [mask] })
      const drawn = randomFromState(before)
      const kept = one.round(1 / (1 - rate))
      const expected = zeros(5, width).map((row) => row.map(() => (drawn.next() < rate ? 0 : kept)))
      expect(one.read(mask)).toEqual(expected)
      expect(one.readWords(one.get(code.RANDOM), 4)).toEqual([...drawn.state()])
      // A step that does not happen goes back to this.
      expect(one.readWords(one.get(code.RANDOM) + 16, 4)).toEqual([...before])
    }
  })
})
