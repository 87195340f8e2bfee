import { elementwise } from './activation'

const SLOPE = 0.01

/** a = z for z >= 0, else 0.01 z; da/dz = 1 for z > 0, else 0.01. PyTorch's LeakyReLU. Maas, Hannun and Ng, 2013. */
export const leakyRelu = elementwise(
  'leaky-relu',
  (z) => (z < 0 ? SLOPE * z : z),
  (z) => (z > 0 ? 1 : SLOPE),
)
