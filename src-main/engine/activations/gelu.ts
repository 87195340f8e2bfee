import { elementwise } from './activation'
import { erf } from './erf'

/** The share of a standard normal distribution below z. */
const below = (z: number): number => 0.5 * (1 + erf(z * Math.SQRT1_2))
const density = (z: number): number => Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI)

/**
 * a = z P(z), da/dz = P(z) + z p(z), with distribution P and density p of the standard normal; PyTorch's GELU without
 * approximation. Hendrycks and Gimpel, 2016.
 */
export const gelu = elementwise(
  'gelu',
  (z) => z * below(z),
  (z) => below(z) + z * density(z),
)
