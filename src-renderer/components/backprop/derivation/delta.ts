import { stepId } from '../steps'
import { texWords } from '../tex'
import { slopeLine } from './activation'
import { costGradient } from './cost-gradient'
import { type Equation, type EquationLine } from './equation'
import { fusedLine } from './fused-delta'
import { layerById } from './network-view'
import { normalizationLetters } from './normalization-back'
import { deltaOf, derivativeOf, gradientOf, numbersIn, productSign, resultIn, symbolIn, symbolProduct } from './quantities' // prettier-ignore
import { type Reading, subject } from './reading'
import { branchTex, captioned, wayBackLines, wayBackThrough } from './sent-back'
import { sentBackEquations } from './sends-back'
import { softmaxLines } from './softmax-delta'

/** The way back at one layer: what reaches it, and what becomes of it at its activation. */
export function deltaEquations(reading: Reading): Equation[] {
  const { view, layer } = reading
  if (layer.id === view.output.id)
    return [costGradient(reading), ...(layer.z ? [outputDelta(reading)] : sentBackEquations(reading))]
  return layer.z ? [hiddenDelta(reading)] : [arriving(reading), ...sentBackEquations(reading)]
}

function outputDelta(reading: Reading): Equation {
  const { layer } = reading
  const fused = fusedLine(reading)
  const chain = chainLines(reading)
  const [first, ...others] = chain
  const explained: EquationLine[] = first
    ? [{ ...first, caption: 'Where it comes from, by the chain rule' }, ...others]
    : []
  return {
    id: 'delta',
    step: stepId('delta', layer.number),
    layer: layer.id,
    heading: `Output delta: ${subject(reading)}`,
    mark: 'BP1',
    lines: fused ? [fused, ...explained] : chain,
    note: fused
      ? 'Cost and activation cancel each other: what is left of their two slopes is this difference.'
      : chainNote(reading),
  }
}

const chainNote = ({ layer }: Reading): string =>
  layer.activation === 'softmax'
    ? 'Every z of a softmax layer acts on all of its outputs, so its slope is a matrix, the Jacobian, in place of a number per unit.'
    : ''

function hiddenDelta(reading: Reading): Equation {
  const { layer } = reading
  return {
    id: 'delta',
    step: stepId('delta', layer.number),
    layer: layer.id,
    heading: `Hidden delta: ${subject(reading)}`,
    mark: 'BP2',
    lines: [...returningLines(reading), ...chainLines(reading)],
    note: [chainNote(reading), branchNote(reading)].filter((sentence) => sentence !== '').join(' '),
  }
}

/** What reaches a layer that has no z, and so no delta. */
function arriving(reading: Reading): Equation {
  const { layer } = reading
  const why =
    layer.kind === 'input'
      ? 'What reaches the features themselves: nothing is learned there, but it says how the cost would change with them.'
      : `${layer.name} has no activation, and so no z and no delta.`
  return {
    id: 'arriving',
    step: layer.kind === 'input' ? '' : stepId('delta', layer.number),
    layer: layer.id,
    heading: `Backward: what reaches ${subject(reading)}`,
    mark: '',
    lines: returningLines(reading),
    note: [why, branchNote(reading)].filter((sentence) => sentence !== '').join(' '),
  }
}

function branchNote({ view, layer }: Reading): string {
  const consumers = layer.branches.flatMap(({ layer: id }) => layerById(view, id) ?? [])
  const sequential = view.trace.updateOrder === 'sequential' && consumers.some(({ sentThrough }) => sentThrough)
  const sentences = [
    layer.branches.length > 1
      ? `${layer.name} feeds ${layer.branches.length} layers: what they send back is added up, one term each.`
      : '',
    sequential
      ? 'Weights are updated layer by layer here, so what comes back goes through weights that have moved already (+).'
      : '',
    ...new Set(consumers.map(normalizationLetters)),
  ]
  return sentences.filter((sentence) => sentence !== '').join(' ')
}

/** dC/da, the sum over the branches: one line each, and where there are several a line that adds them up. */
function returningLines(reading: Reading): EquationLine[] {
  const { layer } = reading
  const gradient = gradientOf(layer)
  const symbol = symbolIn(reading, gradient)
  const [only, ...others] = layer.branches
  if (!only) return [{ symbols: symbol, numbers: [], result: resultIn(reading, gradient) }]
  if (others.length === 0) {
    const lines = wayBackLines(symbol, wayBackThrough(reading, only), resultIn(reading, gradient))
    return captioned(lines, `Through ${only.name}`)
  }
  const names = layer.branches.map(({ name }) => `\\text{through ${texWords(name)}}`)
  return [
    ...layer.branches.flatMap((branch, place) =>
      captioned(
        wayBackLines(`g_{${place + 1}}`, wayBackThrough(reading, branch), `= ${branchTex(reading, branch)}`),
        `Through ${branch.name}`,
      ),
    ),
    {
      caption: 'All of them together',
      symbols: `${symbol} = ${names.map((_, place) => `g_{${place + 1}}`).join(' + ')}`,
      numbers: layer.branches.map(
        (branch, place) =>
          `${place === 0 ? '=' : '+'} \\underbrace{${branchTex(reading, branch, true)}}_{${names[place] ?? ''}}`,
      ),
      result: resultIn(reading, gradient),
    },
  ]
}

/** delta from dC/da: times the slope of the activation, or for softmax the product with its Jacobian. */
function chainLines(reading: Reading): EquationLine[] {
  const { layer } = reading
  if (layer.activation === 'softmax') return softmaxLines(reading)
  const [delta, gradient, derivative] = [deltaOf(layer), gradientOf(layer), derivativeOf(layer)]
  return [
    ...slopeLine(reading),
    {
      symbols: `${symbolIn(reading, delta)} = ${symbolIn(reading, gradient)} ${symbolProduct(reading)} ${symbolIn(reading, derivative)}`,
      numbers: [`= ${numbersIn(reading, gradient)}`, `${productSign(reading)} ${numbersIn(reading, derivative)}`],
      result: resultIn(reading, delta),
    },
  ]
}
