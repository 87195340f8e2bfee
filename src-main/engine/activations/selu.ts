import { elementwise } from './activation'

/** Chosen so that mean 0 and variance 1 are a fixed point of a layer. */
const ALPHA = 1.6732632423543772
const SCALE = 1.0507009873554805

/**
 * a = scale z for z >= 0, else scale alpha (e^z - 1); da/dz = scale for z > 0, else scale alpha e^z = a + scale alpha.
 * Klambauer, Unterthiner, Mayr and Hochreiter, Self-Normalizing Neural Networks, 2017, equation 2.
 */
export const selu = elementwise(
  'selu',
  (z) => SCALE * (z < 0 ? ALPHA * Math.expm1(z) : z),
  (z, a) => (z > 0 ? SCALE : a + SCALE * ALPHA),
)
