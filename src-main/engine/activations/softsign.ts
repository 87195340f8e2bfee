import { elementwise } from './activation'

/** a = z / (1 + |z|), da/dz = 1 / (1 + |z|)^2. Bergstra, Desjardins, Lamblin and Bengio, 2009. */
export const softsign = elementwise(
  'softsign',
  (z) => z / (1 + Math.abs(z)),
  (z) => 1 / (1 + Math.abs(z)) ** 2,
)
