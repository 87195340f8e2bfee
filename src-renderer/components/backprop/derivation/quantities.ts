import { type BatchNumbers } from '@shared/inspection/step-trace'
import { type TermPlace } from '../../../stores/study'
import { texDigits, texTerm } from '../../ui/digits'
import { type BlockSetting, texMatrix, texRow, texVector, transposed } from '../tex'
import { type NetworkView, originOf, type ShownLayer } from './network-view'
import { type Reading } from './reading'
import { marked } from './term'

/** Numbers of a batch, one per sample and unit, that can be written in each of the forms. */
export interface Quantity {
  readonly symbol: { readonly scalar: (unit: number) => string; readonly vector: string; readonly matrix: string }
  /** [samples][units] */
  readonly values: BatchNumbers
  readonly layer: ShownLayer
  /** What equations and drawing point at together; null: nothing that the drawing shows. */
  readonly place: (unit: number | null) => TermPlace | null
  /** The same for all samples, or for all units of a sample: written once, times ones. */
  readonly repeated?: 'samples' | 'units'
}

const at = (what: TermPlace['what'], layer: string) => (unit: number | null) => ({ what, layer, unit, input: null })
const nowhere = (): null => null

/** j of TeX counts from 1. */
export const index = (unit: number): string => String(unit + 1)

/** The two indices of a weight, set apart where they have several digits. */
export const indices = (unit: number, input: number): string =>
  unit > 8 || input > 8 ? `${unit + 1},${input + 1}` : `${unit + 1}${input + 1}`

interface Letters {
  readonly small: string
  readonly large: string
}

const withNumber = ({ small, large }: Letters, number: number): Quantity['symbol'] => ({
  scalar: (unit) => `${small}^{${number}}_{${index(unit)}}`,
  vector: `${small}^{${number}}`,
  matrix: `${large}^{${number}}`,
})

/** z; only of a layer that has it. */
export const zOf = (layer: ShownLayer): Quantity => ({
  symbol: withNumber({ small: 'z', large: 'Z' }, layer.number),
  values: layer.z ?? [],
  layer,
  place: at('z', layer.id),
})

export const aOf = (layer: ShownLayer): Quantity => ({
  symbol: withNumber({ small: 'a', large: 'A' }, layer.number),
  values: layer.a,
  layer,
  place: at('a', layer.id),
})

/** dC/dz; only of a layer with z. */
export const deltaOf = (layer: ShownLayer): Quantity => ({
  symbol: withNumber({ small: '\\delta', large: '\\Delta' }, layer.number),
  values: layer.delta ?? [],
  layer,
  place: at('delta', layer.id),
})

/** dC/da. */
export const gradientOf = (layer: ShownLayer): Quantity => ({
  symbol: {
    scalar: (unit) => `\\frac{\\partial C}{\\partial a^{${layer.number}}_{${index(unit)}}}`,
    vector: `\\nabla_{\\!a^{${layer.number}}} C`,
    matrix: `\\nabla_{\\!A^{${layer.number}}} C`,
  },
  values: layer.gradientOfA,
  layer,
  place: at('gradientOfA', layer.id),
})

/** da/dz; none of softmax. */
export const derivativeOf = (layer: ShownLayer): Quantity => ({
  symbol: {
    scalar: (unit) => `\\sigma'(z^{${layer.number}}_{${index(unit)}})`,
    vector: `\\sigma'(z^{${layer.number}})`,
    matrix: `\\sigma'(Z^{${layer.number}})`,
  },
  values: layer.derivative ?? [],
  layer,
  place: at('derivative', layer.id),
})

export const targetOf = ({ trace, output }: NetworkView): Quantity => ({
  symbol: { scalar: (unit) => `y_{${index(unit)}}`, vector: 'y', matrix: 'Y' },
  values: trace.y,
  layer: output,
  place: at('target', output.id),
})

/** What enters a layer: the joined outputs of its sources, each of which points at its own unit. */
export function enteringOf(view: NetworkView, layer: ShownLayer): Quantity {
  const joined = (matrix: boolean): string => {
    const symbols = layer.from.map(({ number }) => `${matrix ? 'A' : 'a'}^{${number}}`)
    return symbols.length === 1 ? (symbols[0] ?? '') : `\\begin{bmatrix} ${symbols.join(' \\\\ ')} \\end{bmatrix}`
  }
  const origin = (input: number) => originOf(view, layer, input)
  return {
    symbol: {
      scalar: (input) => {
        const from = origin(input)
        return `a^{${from?.layer.number ?? 0}}_{${index(from?.unit ?? input)}}`
      },
      vector: joined(false),
      matrix: joined(true),
    },
    values: layer.x,
    layer,
    place: (input) => {
      const from = input === null ? null : origin(input)
      return from ? { what: 'a', layer: from.layer.id, unit: from.unit, input: null } : null
    },
  }
}

/** Numbers that only this page names, such as the factors of dropout. */
export const namedOf = (
  layer: ShownLayer,
  symbol: { readonly small: string; readonly large: string },
  values: BatchNumbers,
): Quantity => ({ symbol: withNumber(symbol, layer.number), values, layer, place: nowhere })

/** One number per unit that is the same for every sample. */
export const sameForSamples = (layer: ShownLayer, letter: string, values: readonly number[]): Quantity => ({
  symbol: {
    scalar: (unit) => `${letter}^{${layer.number}}_{${index(unit)}}`,
    vector: `${letter}^{${layer.number}}`,
    matrix: `${letter}^{${layer.number}} \\mathbf{1}^T`,
  },
  values: layer.a.map(() => values),
  layer,
  place: nowhere,
  repeated: 'samples',
})

/** One number per sample that is the same for every unit. */
export const sameForUnits = (layer: ShownLayer, letter: string, values: readonly number[]): Quantity => ({
  symbol: {
    scalar: () => `${letter}^{${layer.number}}`,
    vector: `${letter}^{${layer.number}} \\mathbf{1}`,
    matrix: `\\mathbf{1} (${letter}^{${layer.number}})^T`,
  },
  values: layer.a.map((row, sample) => row.map(() => values[sample] ?? 0)),
  layer,
  place: nowhere,
  repeated: 'units',
})

/** The quantity in the reading's form; `unit` of its layer in scalar form. */
export function symbolIn({ form, unit: chosen }: Reading, quantity: Quantity, unit = chosen): string {
  switch (form) {
    case 'scalar':
      return marked(quantity.place(unit), quantity.symbol.scalar(unit))
    case 'vector':
      return marked(quantity.place(null), quantity.symbol.vector)
    case 'matrix':
      return marked(quantity.place(null), quantity.symbol.matrix)
  }
}

interface Written {
  /** Of the quantity's layer, in scalar form. */
  readonly unit?: number
  /** The first of an expression or its result: a negative number needs no parentheses. */
  readonly alone?: boolean
  /** What the expression is about: set bold in scalar form. */
  readonly strong?: boolean
  /** The row that is shown even of many; absent: the chosen unit's, where the quantity is of its layer. */
  readonly chosenRow?: number | null
}

/** The numbers of the quantity in the reading's form. */
export function numbersIn(reading: Reading, quantity: Quantity, written: Written = {}): string {
  const { form, sample } = reading
  const { unit, alone, strong } = written
  const own = quantity.layer.id === reading.layer.id ? reading.unit : null
  const chosenRow = written.chosenRow === undefined ? own : written.chosenRow
  const mark = (tex: string, row: number): string => marked(quantity.place(row), tex)
  switch (form) {
    case 'scalar': {
      const place = unit ?? reading.unit
      const value = quantity.values[sample]?.[place] ?? Number.NaN
      const tex = alone || strong ? texDigits(value) : texTerm(value)
      return marked(quantity.place(place), strong ? `\\mathbf{${tex}}` : tex)
    }
    case 'vector':
      return quantity.repeated === 'units'
        ? `${texTerm(quantity.values[sample]?.[0] ?? Number.NaN)} \\, \\mathbf{1}`
        : texVector(quantity.values[sample] ?? [], { chosenRow, mark })
    case 'matrix':
      return matrixOf(quantity, { chosenRow, chosenColumn: sample, mark })
  }
}

function matrixOf({ values, repeated }: Quantity, setting: BlockSetting): string {
  if (repeated === 'samples') return `${texVector(values[0] ?? [], setting)} \\mathbf{1}^T`
  if (repeated === undefined) return texMatrix(transposed(values), setting)
  const perSample = values.map(([value = Number.NaN]) => value)
  return `\\mathbf{1} ${texRow(perSample, { chosenColumn: setting.chosenColumn ?? null })}`
}

/** What comes out: "= 0.3775". */
export const resultIn = (reading: Reading, quantity: Quantity, unit?: number): string =>
  `= ${numbersIn(reading, quantity, { strong: true, ...(unit === undefined ? {} : { unit }) })}`

/** Number by number: a product in scalar form, Hadamard's else. */
export const productSign = ({ form }: Reading): string => (form === 'scalar' ? '\\cdot' : '\\odot')
export const symbolProduct = ({ form }: Reading): string => (form === 'scalar' ? '\\,' : '\\odot')
