import { elementwise } from './activation'

/** a = 1 / (1 + e^-z), da/dz = a (1 - a). For z << 0, e^-z overflows to infinity and a is 0, as it should be. */
export const sigmoid = elementwise(
  'sigmoid',
  (z) => 1 / (1 + Math.exp(-z)),
  (_z, a) => a * (1 - a),
)
