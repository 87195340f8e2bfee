import { elementwise } from './activation'

/** a = max(0, z), da/dz = 1 for z > 0, else 0 (PyTorch takes 0 at z = 0 too). NaN stays NaN. */
export const relu = elementwise(
  'relu',
  (z) => (z < 0 ? 0 : z),
  (z) => (z > 0 ? 1 : 0),
)
