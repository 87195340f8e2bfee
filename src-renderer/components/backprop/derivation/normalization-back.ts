import { type EquationLine } from './equation'
import { inverseDeviationOf, meanOf, normalizedOf, scaleOf } from './forward-normalization'
import { type ShownLayer } from './network-view'
import {
  gradientOf,
  numbersIn,
  productSign,
  type Quantity,
  sameForSamples,
  sameForUnits,
  symbolIn,
  symbolProduct,
} from './quantities'
import { type Reading } from './reading'

/** What the letters of these equations stand for; empty for layers of other kinds. */
export const normalizationLetters = ({ kind }: ShownLayer): string =>
  kind === 'batch-normalization'
    ? 'Bars are means over the batch, of g = ∂C/∂a and of g x̂.'
    : kind === 'layer-normalization'
      ? 'Bars are means over the units, of h = γ ∂C/∂a and of h x̂.'
      : ''

type Back = Pick<EquationLine, 'symbols' | 'numbers'>

/**
 * dC/dx of a normalization, which acts through mean and variance too. Over the batch, with g = dC/da:
 * gamma r (g - mean of g - normalized mean of (g normalized)); over the units the same of h = gamma g, times r.
 */
export function normalizationBack(reading: Reading, layer: ShownLayer): Back {
  return layer.measured ? overTheBatch(reading, layer) : overTheUnits(reading, layer)
}

/** Per unit, the mean over the samples. */
const meansOverSamples = (values: readonly (readonly number[])[]): number[] =>
  (values[0] ?? []).map((_, unit) => meanOf(values.map((row) => row[unit] ?? 0)))

const timesNormalized = ({ normalized }: ShownLayer, values: readonly (readonly number[])[]): number[][] =>
  values.map((row, sample) => row.map((value, unit) => value * (normalized?.[sample]?.[unit] ?? 0)))

function overTheBatch(reading: Reading, layer: ShownLayer): Back {
  const g = gradientOf(layer)
  const mean = sameForSamples(layer, '\\bar g', meansOverSamples(g.values))
  const slope = sameForSamples(layer, '\\overline{g \\hat x}', meansOverSamples(timesNormalized(layer, g.values)))
  const factors = [scaleOf(layer, layer.sentThrough), inverseDeviationOf(layer)]
  return write(reading, { layer, factors, g, mean, slope })
}

function overTheUnits(reading: Reading, layer: ShownLayer): Back {
  const scale = layer.sentThrough?.weights[0] ?? []
  const values = layer.gradientOfA.map((row) => row.map((value, unit) => value * (scale[unit] ?? 0)))
  const { number } = layer
  const h: Quantity = {
    symbol: {
      scalar: (unit) => `h^{${number}}_{${unit + 1}}`,
      vector: `h^{${number}}`,
      matrix: `H^{${number}}`,
    },
    values,
    layer,
    place: () => null,
  }
  const mean = sameForUnits(layer, '\\bar h', values.map(meanOf))
  const slope = sameForUnits(layer, '\\overline{h \\hat x}', timesNormalized(layer, values).map(meanOf))
  return write(reading, { layer, factors: [inverseDeviationOf(layer)], g: h, mean, slope })
}

interface Parts {
  readonly layer: ShownLayer
  readonly factors: readonly Quantity[]
  readonly g: Quantity
  readonly mean: Quantity
  readonly slope: Quantity
}

function write(reading: Reading, { layer, factors, g, mean, slope }: Parts): Back {
  const normalized = normalizedOf(layer)
  const join = (parts: readonly string[], sign: string): string => parts.join(` ${sign} `)
  const symbol = (quantity: Quantity): string => symbolIn(reading, quantity)
  const number = (quantity: Quantity): string => numbersIn(reading, quantity, { chosenRow: reading.unit })
  const [sign, product] = [productSign(reading), symbolProduct(reading)]
  return {
    symbols: `${join(factors.map(symbol), product)} ${product} \\left( ${symbol(g)} - ${symbol(mean)} - ${symbol(normalized)} ${product} ${symbol(slope)} \\right)`,
    numbers: [
      `= ${join(factors.map(number), sign)} ${sign} \\Big(`,
      `${number(g)} - ${number(mean)}`,
      `- ${number(normalized)} ${sign} ${number(slope)} \\Big)`,
    ],
  }
}
