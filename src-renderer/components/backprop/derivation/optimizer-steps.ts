import { type OptimizerId, type OptimizerSettings } from '@shared/catalog/optimizers'

/** How the numbers of an update are written: as symbols, as one number each, or as matrices. */
export interface Writer {
  /** A term of the update by its name: see UpdateTerm. */
  readonly term: (name: string) => string
  /** The same at the beginning, where a negative number needs no parentheses. */
  readonly first: (name: string) => string
  /** A setting of the optimizer, as a number where it is known. */
  readonly setting: (name: string, symbol: string) => string
  /** 1 minus a setting. */
  readonly rest: (name: string, symbol: string) => string
  readonly rate: string
  /** AdamW's decay acts on the parameter. */
  readonly decays: boolean
  /** Updates, this one included: as a power. */
  readonly step: string
  readonly times: string
  /** The square of a term by its name. */
  readonly squared: (name: string) => string
  readonly quotient: (above: string, below: string) => string
}

/** One line of an update: the term that comes out, and how. `formulaOnly`: the numbers behind it are too many to be shown. */
export interface OptimizerStep {
  readonly of: string
  readonly formula: (writer: Writer) => string
  readonly formulaOnly?: boolean
}

/** What the symbols of terms are, in the order in which they are first met. */
export const termSymbols: Readonly<Record<string, string>> = {
  velocityBefore: 'v_{t-1}',
  velocity: 'v_t',
  direction: 'd_t',
  sumOfSquaresBefore: 's_{t-1}',
  sumOfSquares: 's_t',
  meanSquareBefore: 's_{t-1}',
  meanSquare: 's_t',
  meanBefore: 'm_{t-1}',
  mean: 'm_t',
  varianceBefore: 'v_{t-1}',
  variance: 'v_t',
  meanHat: '\\hat m_t',
  varianceHat: '\\hat v_t',
  divisor: 'q_t',
  decay: 'c_t',
  previousGradient: 'g_{t-1}',
  agreement: 'k_t',
  stepSizeBefore: 's_{t-1}',
  stepSize: 's_t',
  followed: '\\tilde g_t',
}

/** Where a line of numbers may be broken. */
export const BREAK = '\\allowbreak '

const g = ({ term }: Writer): string => term('clipped')

const moved = (
  change: (writer: Writer) => string,
  before = (writer: Writer) => writer.first('old'),
): OptimizerStep => ({
  of: 'new',
  formula: (writer) => `${before(writer)} ${BREAK}- ${change(writer)}`,
})

/** sqrt(of) + epsilon */
const divisor = (of: string): OptimizerStep => ({
  of: 'divisor',
  formula: (writer) => `\\sqrt{${writer.term(of)}} + ${writer.setting('epsilon', '\\epsilon')}`,
})

/** A running mean: before and what enters, in shares that a setting decides. */
const runningMean = (name: string, setting: [string, string], entering: (writer: Writer) => string): OptimizerStep => ({
  of: name,
  formula: (writer) =>
    `${writer.setting(...setting)} ${writer.times} ${writer.term(`${name}Before`)} ${BREAK}+ ${writer.rest(...setting)} ${writer.times} ${entering(writer)}`,
})

const unbiased = (name: string, of: string, [setting, symbol]: [string, string]): OptimizerStep => ({
  of: name,
  formula: (writer) =>
    `\\frac{1}{1 - ${writer.setting(setting, symbol)}^{${writer.step}}} ${writer.times} ${writer.term(of)}`,
})

const BETA1: [string, string] = ['beta1', '\\beta_1']
const BETA2: [string, string] = ['beta2', '\\beta_2']
const squaredGradient = (writer: Writer): string => writer.squared('clipped')
const meanOverDivisor = (writer: Writer): string =>
  `${writer.rate} ${writer.times} ${writer.quotient(writer.term('meanHat'), writer.term('divisor'))}`

const adam: readonly OptimizerStep[] = [
  runningMean('mean', BETA1, g),
  runningMean('variance', BETA2, squaredGradient),
  unbiased('meanHat', 'mean', BETA1),
  unbiased('varianceHat', 'variance', BETA2),
  divisor('varianceHat'),
]

function sgd(settings: OptimizerSettings | null): readonly OptimizerStep[] {
  const own = settings?.id === 'sgd' ? settings : null
  const velocity: OptimizerStep = {
    of: 'velocity',
    formula: (writer) =>
      `${writer.setting('momentum', '\\mu')} ${writer.times} ${writer.term('velocityBefore')} ${BREAK}+ ${g(writer)}`,
  }
  if (own?.momentum === 0) return [moved((writer) => `${writer.rate} ${writer.times} ${g(writer)}`)]
  if (own?.nesterov === false) return [velocity, moved((writer) => `${writer.rate} ${writer.times} ${writer.term('velocity')}`)] // prettier-ignore
  const ahead: OptimizerStep = {
    of: 'direction',
    formula: (writer) =>
      own === null
        ? `v_t \\text{ or } ${g(writer)} + \\mu v_t`
        : `${g(writer)} ${BREAK}+ ${writer.setting('momentum', '\\mu')} ${writer.times} ${writer.term('velocity')}`,
    formulaOnly: own === null,
  }
  return [velocity, ahead, moved((writer) => `${writer.rate} ${writer.times} ${writer.term('direction')}`)]
}

const adagrad: readonly OptimizerStep[] = [
  {
    of: 'sumOfSquares',
    formula: (writer) => `${writer.term('sumOfSquaresBefore')} ${BREAK}+ ${squaredGradient(writer)}`,
  },
  divisor('sumOfSquares'),
  moved((writer) => `${writer.rate} ${writer.times} ${writer.quotient(g(writer), writer.term('divisor'))}`),
]

const rmsprop: readonly OptimizerStep[] = [
  runningMean('meanSquare', ['rho', '\\rho'], squaredGradient),
  divisor('meanSquare'),
  {
    of: 'velocity',
    formula: (writer) =>
      `${writer.setting('momentum', '\\mu')} ${writer.times} ${writer.term('velocityBefore')} ${BREAK}+ ${writer.quotient(g(writer), writer.term('divisor'))}`,
  },
  moved((writer) => `${writer.rate} ${writer.times} ${writer.term('velocity')}`),
]

const adamw: readonly OptimizerStep[] = [
  {
    of: 'decay',
    formula: (writer) =>
      `-${writer.rate} ${writer.times} ${writer.setting('weightDecay', '\\lambda')} ${writer.times} ${writer.term('old')}`,
  },
  ...adam,
  moved(meanOverDivisor, (writer) =>
    writer.decays ? `${writer.first('old')} ${BREAK}+ ${writer.term('decay')}` : writer.first('old'),
  ),
]

const nadam: readonly OptimizerStep[] = [
  runningMean('mean', BETA1, g),
  runningMean('variance', BETA2, squaredGradient),
  unbiased('varianceHat', 'variance', BETA2),
  divisor('varianceHat'),
  {
    of: 'direction',
    formula: (writer) =>
      `${writer.rate} \\left( \\frac{\\mu_{t+1} \\, ${writer.term('mean')}}{1 - \\prod_{i=1}^{t+1} \\mu_i} + \\frac{(1 - \\mu_t) \\, ${g(writer)}}{1 - \\prod_{i=1}^{t} \\mu_i} \\right)`,
    formulaOnly: true,
  },
  moved((writer) => writer.quotient(writer.term('direction'), writer.term('divisor'))),
]

const rprop: readonly OptimizerStep[] = [
  {
    of: 'agreement',
    formula: (writer) =>
      `\\operatorname{sign}\\left( ${g(writer)} ${writer.times} ${writer.term('previousGradient')} \\right)`,
  },
  {
    of: 'stepSize',
    formula: (writer) =>
      `\\min\\left( ${writer.setting('largest', 's_{\\max}')}, \\max\\left( ${writer.setting('smallest', 's_{\\min}')}, ${writer.term('stepSizeBefore')} \\cdot \\left\\{ ${writer.setting('grow', '\\eta^+')} \\text{ if } k_t > 0, \\; ${writer.setting('shrink', '\\eta^-')} \\text{ if } k_t < 0, \\; 1 \\text{ else} \\right\\} \\right) \\right)`,
  },
  { of: 'followed', formula: (writer) => `${g(writer)} \\text{, but } 0 \\text{ if } k_t < 0` },
  moved(
    (writer) =>
      `\\operatorname{sign}\\left( ${writer.term('followed')} \\right) ${writer.times} ${writer.term('stepSize')}`,
  ),
]

/** The lines of an optimizer, from the gradient that it follows to the new parameter. */
export function optimizerSteps(optimizer: OptimizerId, settings: OptimizerSettings | null): readonly OptimizerStep[] {
  switch (optimizer) {
    case 'sgd':
      return sgd(settings)
    case 'adagrad':
      return adagrad
    case 'rmsprop':
      return rmsprop
    case 'adam':
      return [...adam, moved(meanOverDivisor)]
    case 'adamw':
      return adamw
    case 'nadam':
      return nadam
    case 'rprop':
      return rprop
  }
}
