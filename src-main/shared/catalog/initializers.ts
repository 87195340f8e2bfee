import { type ParametrizedEntry, type SettingsOf } from './entry'

const anyNumber = { minimum: -1e6, maximum: 1e6 } as const

export const initializers = {
  zeros: {
    label: 'Zeros',
    formula: 'W = 0',
    help: 'Every weight 0: units of a hidden layer stay alike and learn nothing; for output layers and for lessons.',
    parameters: {},
  },
  constant: {
    label: 'Constant',
    formula: 'W = c',
    help: 'Every weight the same number: units of a layer stay alike; for lessons.',
    parameters: { value: { label: 'Value', help: 'The number c.', default: 0.1, ...anyNumber } },
  },
  uniform: {
    label: 'Uniform',
    formula: 'W \\sim U(l, h)',
    help: 'Evenly distributed between two numbers.',
    parameters: {
      low: { label: 'Lowest', help: 'The lower end l.', default: -0.05, ...anyNumber },
      high: { label: 'Highest', help: 'The upper end h.', default: 0.05, ...anyNumber },
    },
  },
  normal: {
    label: 'Normal',
    formula: 'W \\sim N(\\mu, \\sigma^2)',
    help: 'Normally distributed.',
    parameters: {
      mean: { label: 'Mean', help: 'The mean of the distribution.', default: 0, ...anyNumber },
      deviation: { label: 'Deviation', help: 'Its standard deviation.', default: 0.05, minimum: 0, maximum: 1e6 },
    },
  },
  'glorot-uniform': {
    label: 'Glorot uniform',
    formula: 'W \\sim U(-r, r),\\; r = \\sqrt{6 / (n_{in} + n_{out})}',
    help: 'Keeps the signal of sigmoid, tanh and softmax layers at the same scale.',
    parameters: {},
  },
  'glorot-normal': {
    label: 'Glorot normal',
    formula: 'W \\sim N(0, 2 / (n_{in} + n_{out}))',
    help: 'As Glorot uniform, with a normal distribution of the same variance.',
    parameters: {},
  },
  'he-uniform': {
    label: 'He uniform',
    formula: 'W \\sim U(-r, r),\\; r = \\sqrt{6 / n_{in}}',
    help: 'Made for ReLU, which passes on half of its inputs.',
    parameters: {},
  },
  'he-normal': {
    label: 'He normal',
    formula: 'W \\sim N(0, 2 / n_{in})',
    help: 'As He uniform, with a normal distribution of the same variance.',
    parameters: {},
  },
  'lecun-normal': {
    label: 'LeCun normal',
    formula: 'W \\sim N(0, 1 / n_{in})',
    help: 'Made for SELU.',
    parameters: {},
  },
  orthogonal: {
    label: 'Orthogonal',
    formula: 'W W^T = g^2 I \\text{ or } W^T W = g^2 I',
    help: 'Rows (or columns, where there are fewer) at right angles and of the same length: keeps lengths in deep stacks.',
    parameters: { gain: { label: 'Gain', help: 'The length g.', default: 1, minimum: 0, maximum: 1e6 } },
  },
} as const satisfies Record<string, ParametrizedEntry>

export type InitializerId = keyof typeof initializers
export type InitializerSettings = SettingsOf<typeof initializers>
