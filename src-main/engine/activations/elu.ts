import { elementwise } from './activation'

/** a = z for z >= 0, else e^z - 1; da/dz = 1 for z > 0, else e^z = a + 1. Clevert, Unterthiner and Hochreiter, 2016. */
export const elu = elementwise(
  'elu',
  (z) => (z < 0 ? Math.expm1(z) : z),
  (z, a) => (z > 0 ? 1 : a + 1),
)
