import { type CatalogEntry } from './entry'

export const activations = {
  linear: {
    label: 'linear',
    formula: 'a = z',
    help: 'Passes the weighted input on unchanged; for numeric outputs.',
  },
  sigmoid: {
    label: 'sigmoid',
    formula: 'a = \\frac{1}{1 + e^{-z}}',
    help: 'Between 0 and 1; its derivative is at most 1/4, so deep stacks learn slowly.',
  },
  tanh: { label: 'tanh', formula: 'a = \\tanh z', help: 'Between -1 and 1 and centred on zero; a good first choice.' },
  relu: {
    label: 'ReLU',
    formula: 'a = \\max(0, z)',
    help: 'Fast and does not saturate above zero; a unit that is always below zero stops learning.',
  },
  'leaky-relu': {
    label: 'leaky ReLU',
    formula: 'a = \\max(z, 0.01\\, z)',
    help: 'As ReLU, with a slope of 0.01 below zero, so that no unit stops learning.',
  },
  elu: {
    label: 'ELU',
    formula: 'a = z \\text{ for } z > 0, \\text{ else } e^z - 1',
    help: 'As ReLU above zero and smooth below, where it tends to -1.',
  },
  selu: {
    label: 'SELU',
    formula: 'a = \\lambda z \\text{ for } z > 0, \\text{ else } \\lambda \\alpha (e^z - 1)',
    help: 'A scaled ELU that keeps mean 0 and variance 1 from layer to layer; use it with LeCun normal weights.',
  },
  gelu: {
    label: 'GELU',
    formula: 'a = \\tfrac{z}{2} \\left(1 + \\operatorname{erf}\\tfrac{z}{\\sqrt 2}\\right)',
    help: 'A smooth ReLU, usual in transformers.',
  },
  softplus: {
    label: 'softplus',
    formula: 'a = \\ln(1 + e^z)',
    help: 'A smooth ReLU that is always positive; for outputs that must be positive.',
  },
  softsign: {
    label: 'softsign',
    formula: 'a = \\frac{z}{1 + |z|}',
    help: 'As tanh, but it saturates more slowly.',
  },
  silu: {
    label: 'SiLU',
    formula: 'a = \\frac{z}{1 + e^{-z}}',
    help: 'Also called swish: smooth, with a shallow dip below zero.',
  },
  'hard-sigmoid': {
    label: 'hard sigmoid',
    formula: 'a = \\min(1, \\max(0, \\tfrac{z}{6} + \\tfrac{1}{2}))',
    help: 'Three straight pieces in the shape of the sigmoid; it does not learn beyond -3 and 3.',
  },
  softmax: {
    label: 'softmax',
    formula: 'a_j = \\frac{e^{z_j}}{\\sum_k e^{z_k}}',
    help: 'Turns a layer into probabilities that sum to one; for choosing one class of several.',
  },
} as const satisfies Record<string, CatalogEntry>

export type ActivationId = keyof typeof activations
