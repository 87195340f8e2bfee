import { type LossId } from '../../catalog/losses'
import { denseLayer, inputLayer } from '../defaults'
import { type EncodedShape, encodedShape } from '../encoding'
import { type Connection, type DenseLayer, type InputLayer, type Layer, type ProjectDocument } from '../schema'
import { arrange } from '../commands/arrange'

/** What the data asks of any network: how it begins, how it ends, and which loss fits that end. */
export interface Ends {
  readonly task: EncodedShape['task']
  readonly input: InputLayer
  readonly output: DenseLayer
  readonly loss: LossId
}

/**
 * softmax for one class of several, sigmoid for yes or no, linear for numbers. Numbers given inside the document are
 * classes where every row has exactly one 1 and else 0.
 */
export function endsOf(document: ProjectDocument): Ends {
  const { features, targets } = encodedShape(document)
  const units = Math.max(1, targets.length)
  const task = taskOf(document)
  const input = inputLayer(Math.max(1, features.length || (document.dataset.kind === 'none' ? 2 : 1)))
  const end = (activation: DenseLayer['activation'], loss: LossId): Ends => ({
    task,
    input,
    output: denseLayer('output', 'Output', { units, activation }),
    loss,
  })
  if (task !== 'classification') return end('linear', 'mean-squared-error')
  return units > 1 && !isYesOrNo(document)
    ? end('softmax', 'categorical-cross-entropy')
    : end('sigmoid', 'binary-cross-entropy')
}

function taskOf(document: ProjectDocument): EncodedShape['task'] {
  const { dataset } = document
  if (dataset.kind !== 'inline') return encodedShape(document).task
  return dataset.targets.length > 0 && dataset.targets.flat().every((value) => value === 0 || value === 1)
    ? 'classification'
    : 'regression'
}

/** Several answers of yes or no, each on its own. */
function isYesOrNo({ dataset }: ProjectDocument): boolean {
  return dataset.kind === 'inline' && dataset.targets.some((row) => row.reduce((sum, value) => sum + value, 0) !== 1)
}

const FEWEST_UNITS = 8
const MOST_UNITS = 128

/** Units of a first hidden layer: the next power of two above the inputs, from 8 to 128. */
export function roomyUnits({ input }: Pick<Ends, 'input'>): number {
  const features = input.shape.reduce((product, size) => product * size, 1)
  return Math.min(MOST_UNITS, Math.max(FEWEST_UNITS, 2 ** Math.ceil(Math.log2(features))))
}

/** The document with another network, tidily placed; absent connections: a chain. */
export function withNetwork(
  document: ProjectDocument,
  layers: readonly Layer[],
  connections: readonly Connection[] = inARow(layers.map(({ id }) => id)),
): ProjectDocument {
  return arrange().apply({ ...document, network: { layers: [...layers], connections: [...connections], layout: {} } })
}

/** Connections from each id to the next. */
export function inARow(ids: readonly string[]): Connection[] {
  return ids.slice(1).map((to, index) => ({ from: ids[index] ?? to, to }))
}

/** The document with the loss of these ends. */
export function withLoss(document: ProjectDocument, { loss }: Pick<Ends, 'loss'>): ProjectDocument {
  return { ...document, training: { ...document.training, loss } }
}
