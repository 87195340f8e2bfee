import { encodedShape } from '../encoding'
import { inferShapes } from '../shapes'
import { type ProjectDocument, type Recipe } from '../schema'
import { type Command } from './command'
import { updateLayer } from './update-layer'

/**
 * Changes how the data is used. Where that changes what the network sees or gives, the input and output layers follow
 * (units, and softmax with cross-entropy exactly for classes).
 */
export function updateRecipe(changes: Partial<Recipe>): Command {
  return {
    label: 'Change data recipe',
    mergeKey: `recipe ${Object.keys(changes).join(' ')}`,
    apply(document) {
      const next = { ...document, recipe: { ...document.recipe, ...changes } }
      return 'target' in changes || 'ignored' in changes ? fittedToData(next) : next
    },
  }
}

/** The document with its input and output layers and its loss fitted to its data. */
export function fittedToData(document: ProjectDocument): ProjectDocument {
  const { features, targets, task } = encodedShape(document)
  const { inputLayer, outputLayer } = inferShapes(document)
  let next = document
  if (inputLayer !== null && features.length > 0) next = updateLayer(inputLayer, { units: features.length }).apply(next)
  if (outputLayer === null || targets.length === 0 || document.dataset.kind !== 'table') return next
  const output = next.network.layers.find(({ id }) => id === outputLayer)
  const classes = task === 'classification'
  const softmax = output?.kind === 'dense' && output.activation === 'softmax'
  next = updateLayer(outputLayer, {
    units: targets.length,
    ...(classes === softmax ? {} : { activation: classes ? 'softmax' : 'linear' }),
  }).apply(next)
  const crossEntropy = next.training.loss === 'categorical-cross-entropy'
  if (classes === crossEntropy) return next
  return {
    ...next,
    training: { ...next.training, loss: classes ? 'categorical-cross-entropy' : 'mean-squared-error' },
  }
}
