import { type Change, counted, type Problem, shapeText } from './problem'
import { type DenseLayer, type Layer } from './schema'

/** What enters a layer: the shapes its sources give, in the order of the connections. */
export interface Entering {
  readonly sources: readonly string[]
  readonly shapes: readonly (readonly number[])[]
  /** Numbers in all of them together. */
  readonly inputs: number
}

/** What is wrong with one layer where it stands. */
export function layerProblems(layer: Layer, { sources, shapes, inputs }: Entering): Problem[] {
  const because = (message: string, label?: string, change?: Change): Problem[] => [
    { layer: layer.id, message, ...(label !== undefined && change ? { fix: { label, change } } : {}) },
  ]
  if (layer.kind === 'input')
    return sources[0] === undefined
      ? []
      : because(`${layer.name} is an input layer; nothing may lead into it.`, `Disconnect ${layer.name}`, {
          kind: 'disconnect',
          from: sources[0],
          to: layer.id,
        })
  if (sources.length === 0)
    return because(`Nothing leads into ${layer.name}. Connect a layer to it or remove it.`, `Remove ${layer.name}`, {
      kind: 'remove-layer',
      layer: layer.id,
    })
  if (new Set(sources).size < sources.length)
    return because(`The same layer is connected to ${layer.name} twice. Remove one connection.`, 'Remove one', {
      kind: 'connect-once',
      layer: layer.id,
    })
  switch (layer.kind) {
    case 'dense': {
      const image = shapes.find((shape) => shape.length > 1)
      if (image)
        return because(
          `${layer.name} takes a row of numbers, but ${shapeText(image)} enter it. Put a Flatten layer before it.`,
          'Put Flatten before it',
          { kind: 'insert', layer: layer.id, before: 'flatten' },
        )
      return [...explicitProblems(layer, inputs), ...maskProblems(layer, inputs)]
    }
    case 'concatenate': {
      const image = shapes.find((shape) => shape.length > 1)
      return image
        ? because(
            `${layer.name} joins rows of numbers, but ${shapeText(image)} enter it. Put a Flatten layer before it.`,
            'Put Flatten before it',
            { kind: 'insert', layer: layer.id, before: 'flatten' },
          )
        : []
    }
    case 'add': {
      const [first, ...others] = shapes
      const other = others.find((shape) => shape.join() !== first?.join())
      return first && other
        ? because(
            `${layer.name} adds layers of one shape, but ${shapeText(first)} and ${shapeText(other)} enter it. Give its sources the same units.`,
            'Use concatenate',
            { kind: 'concatenate', layer: layer.id },
          )
        : []
    }
    case 'activation':
    case 'dropout':
    case 'batch-normalization':
    case 'layer-normalization':
    case 'flatten':
      return sources.length > 1
        ? because(
            `${layer.name} takes one layer, but ${sources.length} lead into it. Put an Add or Concatenate layer before it.`,
            'Put Concatenate before it',
            { kind: 'insert', layer: layer.id, before: 'concatenate' },
          )
        : []
  }
}

function explicitProblems(layer: DenseLayer, inputs: number): Problem[] {
  const problems: Problem[] = []
  const { initialWeights, initialBiases, bias } = layer
  if (initialWeights && !fits(initialWeights, layer.units, inputs))
    problems.push({
      layer: layer.id,
      message: `The initial weights of ${layer.name} are not ${layer.units} x ${inputs}. Correct or remove them.`,
      fix: {
        label: 'Draw its weights from the seed',
        change: { kind: 'forget', layer: layer.id, what: 'initialWeights' },
      },
    })
  if (!initialBiases) return problems
  const biases = biasCount(layer)
  if (initialBiases.length === biases) return problems
  const found = counted(initialBiases.length, 'initial bias', 'initial biases')
  const wanted = bias === 'per-unit' ? counted(layer.units, 'unit') : counted(biases, 'bias', 'biases')
  problems.push({
    layer: layer.id,
    message: `${layer.name} has ${found} for ${wanted}. Correct or remove them.`,
    fix: { label: 'Start its biases at 0', change: { kind: 'forget', layer: layer.id, what: 'initialBiases' } },
  })
  return problems
}

function maskProblems({ id, name, units, mask }: DenseLayer, inputs: number): Problem[] {
  return mask && !fits(mask, units, inputs)
    ? [
        {
          layer: id,
          message: `The mask of ${name} is not ${units} x ${inputs}. Correct or remove it.`,
          fix: { label: 'Connect all units', change: { kind: 'forget', layer: id, what: 'mask' } },
        },
      ]
    : []
}

const fits = (matrix: readonly (readonly number[])[], rows: number, columns: number): boolean =>
  matrix.length === rows && matrix.every((row) => row.length === columns)

/** How many biases a dense layer has. */
export function biasCount({ units, bias }: Pick<DenseLayer, 'units' | 'bias'>): number {
  switch (bias) {
    case 'per-unit':
      return units
    case 'shared':
      return 1
    case 'none':
      return 0
  }
}
