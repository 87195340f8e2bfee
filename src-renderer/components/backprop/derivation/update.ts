import { optimizers } from '@shared/catalog/optimizers'
import { type LayerUpdateTrace, type UpdateTerm } from '@shared/inspection/update-trace'
import { texDigits } from '../../ui/digits'
import { type Equation, type EquationLine } from './equation'
import { BREAK, type OptimizerStep, optimizerSteps, termSymbols, type Writer } from './optimizer-steps'
import { type Reading, subject } from './reading'
import { placesWith } from './sums'
import { biasesOf, chosenBias, chosenWeight, type UpdateTarget, weightsOf } from './update-target'

/** Lines that are shown in scalar form, over all weights of the unit; at least one weight is shown whole. */
const MOST_LINES = 6

/** How the parameters move: from the gradient of the data to their new value. Nothing without an update. */
export function updateEquations(reading: Reading): Equation[] {
  const { layer, update, form } = reading
  if (!update || !layer.parameters) return []
  const some = layer.parameters.biases.length > 0
  if (form !== 'scalar')
    return [
      equation(reading, 'weights', [weightsOf(reading, update)], ''),
      ...(some ? [equation(reading, 'biases', [biasesOf(reading, update)], '')] : []),
    ]
  const inputs = layer.kind === 'dense' ? layer.inputs : 1
  const first = chosenWeight(reading, update, 0)
  const most = Math.max(1, Math.floor(MOST_LINES / linesOf(reading, first).length))
  const { shown, more } = placesWith(inputs, most, reading.input)
  return [
    equation(
      reading,
      'weights',
      shown.map((input) => chosenWeight(reading, update, input)),
      more > 0 ? `… ${more} more weights, in the same way.` : '',
    ),
    ...(some ? [equation(reading, 'biases', [chosenBias(reading, update)], '')] : []),
  ]
}

function equation(
  reading: Reading,
  what: 'weights' | 'biases',
  targets: readonly UpdateTarget[],
  more: string,
): Equation {
  const { layer, update } = reading
  const dense = layer.kind === 'dense'
  const name = what === 'weights' ? (dense ? 'weight' : 'scale') : dense ? 'bias' : 'shift'
  const named = targets.length === 1 && targets[0]?.single ? name : `${name}${name === 'bias' ? 'es' : 's'}`
  return {
    id: `update-${what}`,
    step: '',
    layer: layer.id,
    heading: `Update: ${named} of ${subject(reading)} (${update ? optimizers[update.optimizer].label : ''})`,
    mark: '',
    lines: targets.flatMap((target) => linesOf(reading, target)),
    note: [update ? noteOf(update, targets) : '', more].filter((sentence) => sentence !== '').join(' '),
  }
}

function noteOf(update: LayerUpdateTrace, targets: readonly UpdateTarget[]): string {
  if (targets.every(({ frozen }) => frozen)) return 'Frozen: there is a gradient, but no update.'
  const clipped =
    update.clippingFactor === null
      ? ''
      : ` The gradient is ${texDigits(update.clippingNorm)} long; clipping multiplies it by ${texDigits(update.clippingFactor)}.`
  const byNumber =
    update.optimizer === 'sgd' || targets.every(({ single }) => single)
      ? ''
      : ' Squares, roots and quotients (⊘) are taken number by number.'
  return `Update ${update.step}, learning rate η = ${texDigits(update.rate)}.${clipped}${byNumber}`
}

/** Whether two terms have different numbers anywhere in the layer: then the line between them is shown for all of it. */
function differs(one: UpdateTerm | undefined, other: UpdateTerm | undefined): boolean {
  if (!one || !other) return false
  const unlike = (row: readonly number[], same: readonly number[] | undefined): boolean =>
    row.some((value, place) => value !== same?.[place])
  return unlike(one.biases, other.biases) || one.weights.some((row, place) => unlike(row, other.weights[place]))
}

function linesOf(reading: Reading, target: UpdateTarget): EquationLine[] {
  const { update, settings } = reading
  if (!update) return []
  if (target.frozen) return [{ symbols: `${target.newSymbol} = ${target.symbol}`, numbers: [], result: `= ${target.value('new', 'result')}` }] // prettier-ignore
  const byName = new Map(update.terms.map((term) => [term.name, term]))
  const penalized = target.weights && differs(byName.get('gradient'), byName.get('penalized'))
  const clipped = update.clippingFactor !== null || differs(byName.get('penalized'), byName.get('clipped'))
  const followed = clipped ? 'g_t' : penalized ? '\\tilde g' : target.gradientSymbol
  const symbols = symbolWriter(target, followed)
  const numbers = numberWriter(reading, target, clipped ? 'clipped' : penalized ? 'penalized' : 'gradient')
  const own = optimizerSteps(update.optimizer, settings).filter(({ of }) => of !== 'decay' || target.decays)
  return [
    ...(penalized ? [penaltyLine(target)] : []),
    ...(clipped ? [clippingLine(target, penalized ? '\\tilde g' : target.gradientSymbol, update.clippingFactor)] : []),
    ...own.map((step) => stepLine(step, { target, symbols, numbers })),
  ]
}

const penaltyLine = ({ symbol, gradientSymbol, value }: UpdateTarget): EquationLine => ({
  caption: 'With the penalties',
  symbols: `\\tilde g = ${gradientSymbol} + \\lambda_1 \\operatorname{sign}(${symbol}) + \\lambda_2 ${symbol}`,
  numbers: [`= ${value('gradient')}`, `+ ${value('l1')}`, `+ ${value('l2')}`],
  result: `= ${value('penalized', 'result')}`,
})

function clippingLine({ value }: UpdateTarget, gradient: string, factor: number | null): EquationLine {
  const byNorm = factor !== null
  return {
    caption: 'Clipped',
    symbols: byNorm
      ? `g_t = \\min\\left( 1, \\tfrac{\\text{limit}}{\\lVert g \\rVert} \\right) ${gradient}`
      : `g_t = \\min(\\text{limit}, \\max(-\\text{limit}, ${gradient}))`,
    numbers: byNorm ? [`= ${texDigits(factor)} \\cdot ${value('penalized')}`] : [],
    result: `= ${value('clipped', 'result')}`,
  }
}

function stepLine(
  { of, formula, formulaOnly }: OptimizerStep,
  { target, symbols, numbers }: { target: UpdateTarget; symbols: Writer; numbers: Writer },
): EquationLine {
  const symbol = of === 'new' ? target.newSymbol : (termSymbols[of] ?? of)
  return {
    symbols: `${symbol} = ${formula(symbols).replaceAll(BREAK, '')}`,
    numbers: formulaOnly ? [] : `= ${formula(numbers)}`.split(BREAK),
    result: `= ${target.value(of, 'result')}`,
  }
}

function symbolWriter(target: UpdateTarget, followed: string): Writer {
  const term = (name: string): string =>
    name === 'clipped' ? followed : name === 'old' ? target.symbol : (termSymbols[name] ?? name)
  return {
    term,
    first: term,
    setting: (_, symbol) => symbol,
    rest: (_, symbol) => `(1 - ${symbol})`,
    rate: '\\eta',
    decays: target.decays,
    step: 't',
    times: '\\,',
    ...arithmetic(target, (name) => `\\left( ${term(name)} \\right)`),
  }
}

/** `followed`: which term the gradient is that the optimizer sees. */
function numberWriter({ update, settings }: Reading, target: UpdateTarget, followed: string): Writer {
  const value: UpdateTarget['value'] = (name, style) => target.value(name === 'clipped' ? followed : name, style)
  const known = new Map<string, unknown>(settings && settings.id === update?.optimizer ? Object.entries(settings) : [])
  const setting = (name: string, symbol: string): string => {
    const value = known.get(name)
    return typeof value === 'number' ? texDigits(value) : symbol
  }
  return {
    term: (name) => value(name),
    first: (name) => value(name, 'alone'),
    setting,
    rest: (name, symbol) => `(1 - ${setting(name, symbol)})`,
    rate: texDigits(update?.rate ?? Number.NaN),
    decays: target.decays,
    step: String(update?.step ?? 't'),
    times: '\\cdot',
    ...arithmetic(target, (name) => {
      const enclosed = value(name, 'alone')
      return target.single ? `\\left( ${enclosed} \\right)` : enclosed
    }),
  }
}

/** Of matrices, number by number. */
function arithmetic(
  { single }: UpdateTarget,
  enclosed: (name: string) => string,
): Pick<Writer, 'squared' | 'quotient'> {
  return {
    squared: (name) => `${enclosed(name)}^{${single ? '2' : '\\circ 2'}}`,
    quotient: (above, below) => (single ? `\\frac{${above}}{${below}}` : `${above} \\oslash ${below}`),
  }
}
