import { elementwise } from './activation'

/** a = 1 / (1 + e^-z), da/dz = a (1 - a). */
export const sigmoid = elementwise('sigmoid', sigmoidOf, (_z, a) => a * (1 - a))

/** For z << 0, e^-z overflows to infinity and the result is 0, as it should be. */
export function sigmoidOf(z: number): number {
  return 1 / (1 + Math.exp(-z))
}
