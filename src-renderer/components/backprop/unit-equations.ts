import { texDigits, texTerm } from '../ui/digits'
import { BIAS_GENERAL, costEquation, type Equation, WEIGHT_GENERAL } from './equations'
import { stepId } from './steps'
import { activationSymbol } from './symbols'
import { folded, texName, texSum, texSumPieces } from './tex'
import { consumersOf, fuses, passersOf, type TracedLayer, type TraceView } from './trace-view'

/** Where input column `column` of a layer comes from: layer number and unit, both as TeX counts them. */
function origin(layer: TracedLayer, column: number): { readonly number: number; readonly unit: number } {
  const source = layer.sources.find(({ offset, units }) => column >= offset && column < offset + units)
  return { number: source?.number ?? layer.number - 1, unit: column - (source?.offset ?? 0) + 1 }
}

/** The two indices of a weight, set apart where they have several digits. */
const pair = (j: number, k: number): string => (j > 9 || k > 9 ? `${j},${k}` : `${j}${k}`)

function deltaEquation(view: TraceView, layer: TracedLayer, unit: number): Equation {
  const { number: l } = layer
  const j = unit + 1
  const name = layer.unitNames[unit] ?? String(j)
  const delta = texDigits(layer.delta[unit] ?? 0)
  const derivative = layer.derivative?.[unit]
  const output = l === view.output.number
  const common = {
    step: stepId('delta', l),
    heading: `${output ? 'Output' : 'Hidden'} delta, unit ${name}`,
    mark: output ? 'BP1' : 'BP2',
  }
  if (output) {
    const y = view.trace.target[unit] ?? 0
    const a = layer.a[unit] ?? 0
    const general = "\\delta^L_j = \\frac{\\partial C}{\\partial a^L_j} \\, \\sigma'(z^L_j)"
    if (fuses(view)) {
      const total = view.trace.target.reduce((sum, each) => sum + each, 0)
      return {
        ...common,
        general,
        pieces: [
          `\\delta^{${l}}_{${j}} = a^{${l}}_{${j}} \\textstyle\\sum_k y_k - y_{${j}}`,
          `= ${texDigits(a)} \\cdot ${texDigits(total)} - ${texTerm(y)} = \\mathbf{${delta}}`,
        ],
        note: 'Softmax and cross-entropy fuse to this difference.',
      }
    }
    const gradient = texTerm(view.trace.costGradient[unit] ?? 0)
    const product = derivative === undefined ? '' : `${gradient} \\cdot ${texTerm(derivative)} = `
    return { ...common, general, pieces: [`\\delta^{${l}}_{${j}} = ${product}\\mathbf{${delta}}`], note: '' }
  }
  const passers = passersOf(view, l)
  if (passers.length > 0)
    return {
      ...common,
      general: '\\delta^l_j = \\frac{\\partial C}{\\partial z^l_j}',
      pieces: [`\\delta^{${l}}_{${j}} = \\mathbf{${delta}}`],
      note: `It comes back through ${passers.map((passer) => passer.name).join(', ')}, which is not written out here.`,
    }
  const paths = consumersOf(view, l).flatMap(({ layer: after, offset }) =>
    after.delta.map((each, to) => ({
      weight: after.weights[to]?.[offset + unit] ?? 0,
      delta: each,
      symbol: `w^{${after.number}}_{${pair(to + 1, j)}} \\delta^{${after.number}}_{${to + 1}}`,
      through: after.unitNames[to] ?? String(to + 1),
    })),
  )
  const factor = derivative === undefined ? '' : ` \\cdot ${texTerm(derivative)}`
  return {
    ...common,
    general: "\\delta^l_j = \\Big( \\sum_m w^{l+1}_{mj} \\, \\delta^{l+1}_m \\Big) \\sigma'(z^l_j)",
    pieces: [
      `\\delta^{${l}}_{${j}} = \\left( ${texSum(paths.map(({ symbol }) => symbol))} \\right) \\sigma'(z^{${l}}_{${j}})`,
      ...texSumPieces(
        '= \\big(',
        paths.map((path) => `${texTerm(path.weight)} \\cdot ${texTerm(path.delta)}`),
        `\\big)${factor}`,
      ),
      ...texSumPieces(
        '= \\Big(',
        paths.map(
          (path) => `\\underbrace{${texTerm(path.weight * path.delta)}}_{\\text{through }${texName(path.through)}}`,
        ),
        `\\Big)${factor}`,
      ),
      `= \\mathbf{${delta}}`,
    ],
    note:
      derivative === undefined ? 'The derivative of softmax is a matrix; the sum shown is what it is applied to.' : '',
  }
}

/** A unit's bias: its own, or the one that all units of its layer share. */
const ownOrShared = (biases: readonly number[], unit: number): number => biases[unit] ?? biases[0] ?? 0

function biasNote({ biases, units }: TracedLayer): string {
  if (biases.length === 0) return 'The layer has no biases.'
  return biases.length === 1 && units > 1
    ? 'All units of the layer share one bias: its gradient is the sum over them.'
    : ''
}

/** Everything that is worked out for one unit (from 0) of a layer, written out as sums. */
export function unitEquations(view: TraceView, layer: TracedLayer, unit: number): Equation[] {
  const { number: l } = layer
  const j = unit + 1
  const name = layer.unitNames[unit] ?? String(j)
  const weights = layer.weights[unit] ?? []
  const delta = layer.delta[unit] ?? 0
  const entering = layer.input.map((a, column) => {
    const from = origin(layer, column)
    return { a, weight: weights[column] ?? 0, symbol: `a^{${from.number}}_{${from.unit}}`, column }
  })
  const gradients = folded(entering, 4)
  return [
    {
      step: stepId('z', l),
      heading: `Forward: weighted input of unit ${name}`,
      mark: '',
      general: 'z^l_j = \\sum_k w^l_{jk} \\, a^{l-1}_k + b^l_j',
      pieces: [
        ...texSumPieces(
          `z^{${l}}_{${j}} =`,
          entering.map(({ a, weight }) => `${texTerm(weight)} \\cdot ${texTerm(a)}`),
          layer.biases.length === 0 ? '' : `+ ${texTerm(ownOrShared(layer.biases, unit))}`,
        ),
        `= \\mathbf{${texDigits(layer.z[unit] ?? 0)}}`,
      ],
      note: '',
    },
    {
      step: stepId('a', l),
      heading: `Forward: activation of unit ${name}`,
      mark: '',
      general: 'a^l_j = \\sigma(z^l_j)',
      pieces: [
        `a^{${l}}_{${j}} = ${activationSymbol[layer.activation]}(${texDigits(layer.z[unit] ?? 0)}) = \\mathbf{${texDigits(layer.a[unit] ?? 0)}}`,
      ],
      note: layer.activation === 'softmax' ? 'Softmax divides by the sum over all units of the layer.' : '',
    },
    costEquation(view),
    deltaEquation(view, layer, unit),
    {
      step: stepId('biases', l),
      heading: `Bias gradient of unit ${name}`,
      mark: 'BP3',
      general: BIAS_GENERAL,
      pieces:
        layer.biases.length === 0
          ? []
          : [`\\frac{\\partial C}{\\partial b^{${l}}_{${j}}} = \\delta^{${l}}_{${j}} = \\mathbf{${texDigits(delta)}}`],
      note: biasNote(layer),
    },
    {
      step: stepId('weights', l),
      heading: `Weight gradients of unit ${name}`,
      mark: 'BP4',
      general: WEIGHT_GENERAL,
      pieces: gradients.shown.map(
        ({ a, symbol, column }) =>
          `\\frac{\\partial C}{\\partial w^{${l}}_{${pair(j, column + 1)}}} = ${symbol} \\delta^{${l}}_{${j}} = ${texTerm(a)} \\cdot ${texTerm(delta)} = \\mathbf{${texDigits(layer.weightGradients[unit]?.[column] ?? 0)}}`,
      ),
      note: gradients.more > 0 ? `… ${gradients.more} more weights` : '',
    },
  ]
}
