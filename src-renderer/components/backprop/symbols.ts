import { type ActivationId } from '@shared/catalog/activations'
import { type TracedLayer } from './trace-view'

/** How an activation function is written in front of its argument. */
export const activationSymbol: Readonly<Record<ActivationId, string>> = {
  linear: '\\operatorname{id}',
  sigmoid: '\\sigma',
  tanh: '\\tanh',
  relu: '\\operatorname{ReLU}',
  'leaky-relu': '\\operatorname{LeakyReLU}',
  elu: '\\operatorname{ELU}',
  selu: '\\operatorname{SELU}',
  gelu: '\\operatorname{GELU}',
  softplus: '\\operatorname{softplus}',
  softsign: '\\operatorname{softsign}',
  silu: '\\operatorname{SiLU}',
  'hard-sigmoid': '\\operatorname{hardsigmoid}',
  softmax: '\\operatorname{softmax}',
}

/** What enters a layer: "a^{0}", or the joined outputs of several layers. */
export function enteringSymbol({ sources }: TracedLayer): string {
  const symbols = sources.map(({ number }) => `a^{${number}}`)
  if (symbols.length === 1) return symbols[0] ?? ''
  return `\\begin{bmatrix} ${symbols.join(' \\\\ ')} \\end{bmatrix}`
}
