import { texDigits } from '../../ui/digits'
import { words } from '../tex'
import { type EquationLine } from './equation'
import { type Reading, samplesIn } from './reading'
import { numberSum, type Summand } from './sums'

/** What is added up over the samples, of one sample. */
export interface Share {
  readonly symbol: string
  readonly number: (reading: Reading) => string
  /** In scalar form: its value. */
  readonly value: (sample: number) => number
  /** Nothing is computed for a single sample: its number is the result. */
  readonly plain?: boolean
}

/** 1/m, or 1 over the sum of the weights, in symbols and with numbers; empty where that is 1. */
export function shareOfOne({ view: { trace } }: Reading): { readonly symbol: string; readonly number: string } {
  const weighted = trace.sampleWeights !== null
  if (!weighted && trace.rows.length === 1) return { symbol: '', number: '' }
  return {
    symbol: weighted ? '\\frac{1}{\\sum_s \\omega_s}' : '\\frac{1}{m}',
    number: `\\frac{1}{${texDigits(trace.totalWeight)}}`,
  }
}

/** The mean over the batch: of one sample its share, of several their sum; in vector form the chosen one is written out. */
export function meanOverBatch(reading: Reading, share: Share): Pick<EquationLine, 'symbols' | 'numbers'> {
  const { symbol, number } = shareOfOne(reading)
  const samples = samplesIn(reading)
  if (samples === 1) {
    const nothing = share.plain === true && number === ''
    return {
      symbols: `${symbol} ${share.symbol}`,
      numbers: nothing ? [] : [`= ${number} ${share.number(reading)}`],
    }
  }
  const symbols = `${symbol} \\sum_s ${share.symbol}`
  if (reading.form === 'scalar') {
    const terms = Array.from({ length: samples }, (_, sample): Summand => ({
      symbol: '',
      number: share.number({ ...reading, sample }),
      value: share.value(sample),
    }))
    return { symbols, numbers: bracketed(numberSum(terms), number) }
  }
  const chosen = `\\underbrace{${share.number(reading)}}_{\\text{sample ${reading.sample + 1}}}`
  const others = words(`… ${samples - 1} more ${samples === 2 ? 'sample' : 'samples'}`)
  return { symbols, numbers: bracketed([`= ${chosen}`, `+ ${others}`], number) }
}

/** "= a + b" as "= 1/m (a + b)". */
export function bracketed(pieces: readonly string[], factor: string): string[] {
  return pieces.map((piece, place) => {
    const opened = place === 0 ? piece.replace('=', `= ${factor} \\Big(`) : piece
    return place === pieces.length - 1 ? `${opened} \\Big)` : opened
  })
}
