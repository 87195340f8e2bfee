import { activations } from '@shared/catalog/activations'
import { losses } from '@shared/catalog/losses'
import { texDigits, texTerm } from '../ui/digits'
import { lossInNumbers } from './loss-in-numbers'
import { stepId } from './steps'
import { activationSymbol, enteringSymbol } from './symbols'
import { texMatrix, texRow, texVector, transposed } from './tex'
import { consumersOf, fuses, isTraced, passersOf, type TracedLayer, type TraceView } from './trace-view'

/** One equation with its numbers. The pieces follow each other on a line, as far as there is room. */
export interface Equation {
  /** The step at which it is worked out; empty where it has none. */
  readonly step: string
  readonly heading: string
  /** "BP1" where it is one of the four equations. */
  readonly mark: string
  /** TeX in general form. */
  readonly general: string
  /** TeX with the numbers of the sample. */
  readonly pieces: readonly string[]
  readonly note: string
}

export function costEquation(view: TraceView): Equation {
  const { trace, output, loss } = view
  const filled = `C = ${lossInNumbers(loss, output.a, trace.target)}`
  const total = `= ${texDigits(trace.loss)}`
  return {
    step: 'cost',
    heading: `Cost: ${losses[loss].label.toLowerCase()}`,
    mark: '',
    general: losses[loss].formula,
    pieces: [filled, total],
    note: '',
  }
}

function forwardEquation(layer: TracedLayer): Equation {
  const { number: l, biases } = layer
  const entering = enteringSymbol(layer)
  const shared = biases.length === 1 && layer.units > 1
  const symbol = biases.length === 0 ? '' : `+ b^{${l}}`
  const bias = shared ? `+ ${texTerm(biases[0] ?? 0)}` : `+ ${texVector(biases)}`
  return {
    step: stepId('z', l),
    heading: `Forward: weighted inputs of ${layer.name}`,
    mark: '',
    general: biases.length === 0 ? 'z^{l} = W^{l} a^{l-1}' : `z^{l} = W^{l} a^{l-1} + b^{l}`,
    pieces: [
      `z^{${l}} = W^{${l}} ${entering} ${symbol}`,
      `= ${texMatrix(layer.weights)}`,
      texVector(layer.input),
      ...(biases.length === 0 ? [] : [bias]),
      `= ${texVector(layer.z)}`,
    ],
    note: shared ? 'All units of the layer share one bias.' : '',
  }
}

function activationEquation(layer: TracedLayer): Equation {
  const { number: l, activation } = layer
  return {
    step: stepId('a', l),
    heading: `Forward: activations of ${layer.name} (${activations[activation].label})`,
    mark: '',
    general: `a^{l} = \\sigma(z^{l}), \\quad ${activations[activation].formula}`,
    pieces: [`a^{${l}} = ${activationSymbol[activation]} ${texVector(layer.z)}`, `= ${texVector(layer.a)}`],
    note: '',
  }
}

/** BP1; with softmax there is no sigma' per unit, but a Jacobian, which cross-entropy cancels. */
function outputDeltaEquation(view: TraceView): Equation {
  const { output, trace } = view
  const { number: l } = output
  const common = { step: stepId('delta', l), heading: `Output delta: ${output.name}`, mark: 'BP1' }
  const general = "\\delta^L = \\nabla_a C \\odot \\sigma'(z^L)"
  if (!isTraced(output))
    return {
      ...common,
      general,
      pieces: [`\\nabla_a C = ${texVector(trace.costGradient)}`],
      note: `${output.name} has no weights of its own: the gradient of the cost goes back through it to the layers before.`,
    }
  const result = `= ${texVector(output.delta)}`
  if (fuses(view)) {
    const total = trace.target.reduce((sum, y) => sum + y, 0)
    return {
      ...common,
      general,
      pieces: [
        `\\delta^{${l}} = a^{${l}} \\textstyle\\sum_j y_j - y`,
        `= ${texVector(output.a)} \\cdot ${texDigits(total)} - ${texVector(trace.target)}`,
        result,
      ],
      note: 'Softmax and cross-entropy fuse: the derivative of softmax is a matrix, and multiplied by the gradient of the cost it leaves a·Σy − y.',
    }
  }
  if (output.derivative === null)
    return {
      ...common,
      general,
      pieces: [
        `\\delta^{${l}} = a^{${l}} \\odot \\left( \\nabla_a C - (a^{${l}} \\cdot \\nabla_a C) \\right), \\quad \\nabla_a C = ${texVector(trace.costGradient)}`,
        `\\delta^{${l}} ${result}`,
      ],
      note: 'The derivative of softmax is a matrix; multiplied by the gradient of the cost it leaves this product.',
    }
  return {
    ...common,
    general,
    pieces: [`\\delta^{${l}} = ${texVector(trace.costGradient)} \\odot ${texVector(output.derivative)}`, result],
    note: '',
  }
}

function hiddenDeltaEquation(view: TraceView, layer: TracedLayer): Equation {
  const { number: l } = layer
  const consumers = consumersOf(view, l)
  const general = "\\delta^l = ((W^{l+1})^T \\delta^{l+1}) \\odot \\sigma'(z^l)"
  const common = { step: stepId('delta', l), mark: 'BP2', general }
  if (l === view.output.number)
    return {
      ...common,
      step: '',
      heading: 'Hidden delta',
      pieces: [],
      note: `${layer.name} is the output layer: its delta is that of BP1. Choose a layer before it to see its delta come back through the weights.`,
    }
  const passers = passersOf(view, l)
  if (passers.length > 0)
    return {
      ...common,
      heading: `Hidden delta: ${layer.name}`,
      pieces: [`\\delta^{${l}} = ${texVector(layer.delta)}`],
      note: `It comes back through ${passers.map(({ name }) => name).join(', ')}, which is not written out here.`,
    }
  const symbols = consumers.map(({ layer: { number } }) => `(W^{${number}})^T \\delta^{${number}}`).join(' + ')
  const products = consumers
    .map(({ layer: after, offset }) => {
      const own = after.weights.map((row) => row.slice(offset, offset + layer.units))
      return `${texMatrix(transposed(own))} ${texVector(after.delta)}`
    })
    .join(' + ')
  const result = `= ${texVector(layer.delta)}`
  return {
    ...common,
    heading: `Hidden delta: ${layer.name}`,
    pieces:
      layer.derivative === null
        ? [`g = ${symbols} = ${products}`, `\\delta^{${l}} = a^{${l}} \\odot (g - (a^{${l}} \\cdot g))`, result]
        : [
            `\\delta^{${l}} = \\left( ${symbols} \\right) \\odot \\sigma'(z^{${l}})`,
            `= \\left( ${products} \\right)`,
            `\\odot ${texVector(layer.derivative)}`,
            result,
          ],
    note: layer.derivative === null ? 'The derivative of softmax is a matrix; the product is written out.' : '',
  }
}

export const BIAS_GENERAL = '\\frac{\\partial C}{\\partial b^l_j} = \\delta^l_j'
export const WEIGHT_GENERAL = '\\frac{\\partial C}{\\partial w^l_{jk}} = a^{l-1}_k \\, \\delta^l_j'

/** BP3; a shared bias collects the deltas of all units. */
function biasGradientEquation({ number: l, name, units, biasGradients }: TracedLayer): Equation {
  const common = { step: stepId('biases', l), heading: `Bias gradients of ${name}`, mark: 'BP3', general: BIAS_GENERAL }
  if (biasGradients.length === 0) return { ...common, pieces: [], note: `${name} has no biases.` }
  const symbol = `\\frac{\\partial C}{\\partial b^{${l}}}`
  if (biasGradients.length === 1 && units > 1)
    return {
      ...common,
      pieces: [`${symbol} = \\textstyle\\sum_j \\delta^{${l}}_j = ${texDigits(biasGradients[0] ?? 0)}`],
      note: 'All units of the layer share one bias.',
    }
  return { ...common, pieces: [`${symbol} = \\delta^{${l}} = ${texVector(biasGradients)}`], note: '' }
}

function gradientEquations(layer: TracedLayer): Equation[] {
  const { number: l } = layer
  const entering = layer.sources.length === 1 ? `(${enteringSymbol(layer)})^T` : `${enteringSymbol(layer)}^T`
  return [
    biasGradientEquation(layer),
    {
      step: stepId('weights', l),
      heading: `Weight gradients of ${layer.name}`,
      mark: 'BP4',
      general: WEIGHT_GENERAL,
      pieces: [
        `\\frac{\\partial C}{\\partial W^{${l}}} = \\delta^{${l}} ${entering}`,
        `= ${texVector(layer.delta)}`,
        texRow(layer.input),
        `= ${texMatrix(layer.weightGradients)}`,
      ],
      note: '',
    },
  ]
}

/** Everything that is worked out for one layer, in the order of the pass. */
export function layerEquations(view: TraceView, layer: TracedLayer): Equation[] {
  return [
    forwardEquation(layer),
    activationEquation(layer),
    costEquation(view),
    outputDeltaEquation(view),
    hiddenDeltaEquation(view, layer),
    ...gradientEquations(layer),
  ]
}
