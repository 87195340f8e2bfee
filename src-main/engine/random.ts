/**
 * Seeded random numbers: xoshiro128** (Blackman and Vigna, 2018), seeded through splitmix32. The same seed gives the
 * same bits on every machine, and the state is four 32-bit numbers that a checkpoint can keep.
 */
export type RandomState = readonly [number, number, number, number]

export interface Random {
  /** Uniform in [0, 1), 53 bits. */
  next(): number
  /** Uniform whole number in [0, below). */
  below(below: number): number
  /** Puts the numbers in random order, in place (Fisher and Yates; Knuth, volume 2, 3.4.2). */
  shuffle(numbers: number[] | Int32Array): void
  state(): RandomState
}

/** Uses of one seed that must not disturb each other. */
export type Stream = 'weights' | 'order' | 'split' | 'dropout'
/** Digits of pi: without structure, so that the states of two streams or of neighbouring seeds don't overlap. */
const streamConstant: Record<Stream, number> = {
  weights: 0x243f6a88,
  order: 0x85a308d3,
  split: 0x13198a2e,
  dropout: 0x03707344,
}

/** Words are kept as signed 32-bit numbers, which JavaScript engines add and shift without boxing. */
const rotate = (x: number, by: number): number => (x << by) | (x >>> (32 - by))

/** The finalizer of MurmurHash3: every bit of the input changes half of the output's. */
function scramble(bits: number): number {
  let z = bits
  z = Math.imul(z ^ (z >>> 16), 0x85ebca6b)
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35)
  return (z ^ (z >>> 16)) >>> 0
}

export function randomFromSeed(seed: number, stream: Stream): Random {
  let counter = (scramble(seed + 0x9e3779b9) ^ streamConstant[stream]) >>> 0
  const splitmix = (): number => {
    counter = (counter + 0x9e3779b9) >>> 0
    return scramble(counter)
  }
  return randomFromState([splitmix(), splitmix(), splitmix(), splitmix()])
}

export function randomFromState(state: RandomState): Random {
  let [a, b, c, d] = state.map((word) => word | 0)
  const bits = (): number => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9)
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = rotate(d, 11)
    return result
  }
  const next = (): number => ((bits() >>> 5) * 67_108_864 + (bits() >>> 6)) / 9_007_199_254_740_992
  return {
    next,
    below: (below) => Math.floor(next() * below),
    shuffle(numbers) {
      // `below`, with the state in variables of this function: an epoch of many tiny batches begins with it.
      let [p, q, r, s] = [a, b, c, d]
      for (let last = numbers.length - 1; last > 0; last--) {
        const high = Math.imul(rotate(Math.imul(q, 5), 7), 9) >>> 5
        let shifted = q << 9
        r ^= p
        s ^= q
        q ^= r
        p ^= s
        r ^= shifted
        s = rotate(s, 11)
        const low = Math.imul(rotate(Math.imul(q, 5), 7), 9) >>> 6
        shifted = q << 9
        r ^= p
        s ^= q
        q ^= r
        p ^= s
        r ^= shifted
        s = rotate(s, 11)
        const other = Math.floor(((high * 67_108_864 + low) / 9_007_199_254_740_992) * (last + 1))
        const kept = numbers[last]
        numbers[last] = numbers[other]
        numbers[other] = kept
      }
      ;[a, b, c, d] = [p, q, r, s]
    },
    state: () => [a >>> 0, b >>> 0, c >>> 0, d >>> 0],
  }
}

/** 0 .. count - 1 in random order. */
export function permutation(count: number, random: Random): number[] {
  const order = Array.from({ length: count }, (_, index) => index)
  random.shuffle(order)
  return order
}
