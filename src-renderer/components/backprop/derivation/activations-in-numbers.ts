import { type ActivationId } from '@shared/catalog/activations'
import { texDigits } from '../../ui/digits'

/** An activation and its slope as TeX of z and a, in symbols or with numbers. */
interface ActivationInNumbers {
  /** a as a function of z. Which piece of a function in pieces applies is told by `value`, where there is one. */
  readonly value: (z: string, value: number) => string
  /** da/dz; null where it is a matrix. */
  readonly slope: ((z: string, a: string, value: number) => string) | null
}

const positive = (value: number): boolean => value > 0

const sigmoid = (z: string): string => `\\frac{1}{1 + e^{-${z}}}`

const elementwise: Readonly<Record<Exclude<ActivationId, 'softmax'>, ActivationInNumbers>> = {
  linear: { value: (z) => z, slope: () => '1' },
  sigmoid: { value: sigmoid, slope: (_, a) => `${a} \\left( 1 - ${a} \\right)` },
  tanh: { value: (z) => `\\tanh ${z}`, slope: (_, a) => `1 - ${a} \\cdot ${a}` },
  relu: {
    value: (z) => `\\max(0, ${z})`,
    slope: (z, _, value) => `${positive(value) ? 1 : 0} \\text{ as } ${z} ${positive(value) ? '> 0' : '\\le 0'}`,
  },
  'leaky-relu': {
    value: (z) => `\\max(${z}, 0.01 \\cdot ${z})`,
    slope: (z, _, value) => `${positive(value) ? 1 : 0.01} \\text{ as } ${z} ${positive(value) ? '> 0' : '\\le 0'}`,
  },
  elu: {
    value: (z, value) => (value < 0 ? `e^{${z}} - 1` : z),
    slope: (z, a, value) => (positive(value) ? `1 \\text{ as } ${z} > 0` : `${a} + 1`),
  },
  selu: {
    value: (z, value) => (value < 0 ? `\\lambda \\alpha \\left( e^{${z}} - 1 \\right)` : `\\lambda \\, ${z}`),
    slope: (z, a, value) => (positive(value) ? `\\lambda \\text{ as } ${z} > 0` : `${a} + \\lambda \\alpha`),
  },
  gelu: {
    value: (z) => `${z} \\, \\Phi(${z})`,
    slope: (z) => `\\Phi(${z}) + ${z} \\, \\varphi(${z})`,
  },
  softplus: { value: (z) => `\\ln\\left(1 + e^{${z}}\\right)`, slope: sigmoid },
  softsign: {
    value: (z) => `\\frac{${z}}{1 + |${z}|}`,
    slope: (z) => `\\frac{1}{\\left( 1 + |${z}| \\right)^2}`,
  },
  silu: {
    value: (z) => `\\frac{${z}}{1 + e^{-${z}}}`,
    slope: (z, a) => `${sigmoid(z)} \\left( 1 + ${z} - ${a} \\right)`,
  },
  'hard-sigmoid': {
    value: (z) => `\\min\\left(1, \\max\\left(0, \\tfrac{1}{6} ${z} + \\tfrac{1}{2} \\right)\\right)`,
    slope: (z, _, value) =>
      Math.abs(value) < 3 ? `\\tfrac{1}{6} \\text{ as } |${z}| < 3` : `0 \\text{ as } |${z}| \\ge 3`,
  },
}

export const activationsInNumbers: Readonly<Record<ActivationId, ActivationInNumbers>> = {
  ...elementwise,
  softmax: {
    value: (z) => `\\frac{e^{${z}}}{\\sum_k e^{z_k}}`,
    slope: null,
  },
}

/** What letters in the formulas stand for. */
export const lettersOf: Readonly<Partial<Record<ActivationId, string>>> = {
  selu: `λ = ${texDigits(1.0507009873554805)}, α = ${texDigits(1.6732632423543772)}.`,
  gelu: 'Φ and φ are distribution and density of the standard normal.',
}
