import { elementwise } from './activation'
import { sigmoidOf } from './sigmoid'

/** a = z s with s = sigmoid z, da/dz = s + z s (1 - s). Elfwing, Uchibe and Doya, 2018; swish with beta 1. */
export const silu = elementwise(
  'silu',
  (z) => z * sigmoidOf(z),
  (z) => {
    const share = sigmoidOf(z)
    return share + z * share * (1 - share)
  },
)
