import { type ProjectDocument } from './schema'

/**
 * What a run was started from, as comparable text. It decides whether the numbers of a run still fit the document
 * (a change means a new run); the rest of the training settings takes effect when training goes on.
 */
export function runFingerprint({ network, dataset, recipe, training }: ProjectDocument): string {
  const { layers, connections } = network
  const unnamed = layers.map(({ name: _name, ...layer }) => layer)
  const { loss, optimizer, seed, classWeights, updateOrder, precision } = training
  return JSON.stringify([
    unnamed,
    connections,
    dataset,
    recipe,
    loss,
    optimizer.id,
    seed,
    classWeights,
    updateOrder,
    precision,
  ])
}
