import { elementwise } from './activation'
import { sigmoidOf } from './sigmoid'

/** a = ln(1 + e^z) = max(0, z) + ln(1 + e^-|z|), which neither overflows nor loses small a; da/dz = sigmoid z. */
export const softplus = elementwise('softplus', softplusOf, sigmoidOf)

export function softplusOf(z: number): number {
  return Math.max(0, z) + Math.log1p(Math.exp(-Math.abs(z)))
}
