import { elementwise } from './activation'

/** a = 0 up to z = -3, 1 from z = 3, z / 6 + 1/2 between; da/dz = 1/6 between, else 0. PyTorch's Hardsigmoid. */
export const hardSigmoid = elementwise(
  'hard-sigmoid',
  (z) => Math.min(6, Math.max(0, z + 3)) / 6,
  (z) => (z > -3 && z < 3 ? 1 / 6 : 0),
)
