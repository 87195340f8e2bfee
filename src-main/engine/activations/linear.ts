import { elementwise } from './activation'

/** a = z, da/dz = 1. */
export const linear = elementwise(
  'linear',
  (z) => z,
  () => 1,
)
