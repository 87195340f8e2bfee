import { type InitializerId } from '@shared/catalog/initializers'
import { type Random } from '../random'

/** The half width r of the uniform distribution U(-r, r) that the weights of a layer are drawn from. */
type UniformRange = (inputs: number, units: number) => number

/** Glorot and Bengio, 2010, equation 16. */
const glorotUniform: UniformRange = (inputs, units) => Math.sqrt(6 / (inputs + units))

/** He, Zhang, Ren and Sun, 2015, equation 10, as a uniform distribution of the same variance. */
const heUniform: UniformRange = (inputs) => Math.sqrt(6 / inputs)

const rangeOf: Record<InitializerId, UniformRange> = {
  'glorot-uniform': glorotUniform,
  'he-uniform': heUniform,
}

/** W: [units][inputs], drawn row by row. */
export function drawWeights(id: InitializerId, units: number, inputs: number, random: Random): number[][] {
  const range = rangeOf[id](inputs, units)
  return Array.from({ length: units }, () => Array.from({ length: inputs }, () => (2 * random.next() - 1) * range))
}
