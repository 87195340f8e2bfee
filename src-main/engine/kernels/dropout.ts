import { place } from './vector'

/**
 * What dropout multiplies by: 0 with probability `rate`, else 1 / (1 - rate). Drawn sample by sample, unit by unit, from the
 * generator of `random.ts` (xoshiro128**; 53 bits of two draws make a number in [0, 1)), whose state is four 32-bit words.
 */
export function dropoutMask<T>(state: usize, mask: usize, stride: usize, width: i32, rows: i32, rate: f64): void {
  const kept = <T>(1 / (1 - rate))
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < width; column++)
      store<T>(place<T>(mask, stride, row, column), next(state) < rate ? 0 : kept)
}

function next(state: usize): f64 {
  const high = <f64>(bits(state) >>> 5)
  return (high * 67108864 + <f64>(bits(state) >>> 6)) / 9007199254740992
}

function bits(state: usize): u32 {
  let a = load<u32>(state)
  let b = load<u32>(state, 4)
  let c = load<u32>(state, 8)
  let d = load<u32>(state, 12)
  const result = rotl<u32>(b * 5, 7) * 9
  const shifted = b << 9
  c ^= a
  d ^= b
  b ^= c
  a ^= d
  c ^= shifted
  d = rotl<u32>(d, 11)
  store<u32>(state, a)
  store<u32>(state, b, 4)
  store<u32>(state, c, 8)
  store<u32>(state, d, 12)
  return result
}
