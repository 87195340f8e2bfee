import { encodedShape } from '../encoding'
import { inferShapes } from '../shapes'
import { type ProjectDocument, type Recipe } from '../schema'
import { sizingLayer } from '../sizing-layer'
import { type Command } from './command'
import { updateLayer } from './update-layer'

/**
 * Changes how the data is used. Where that changes what the network sees or gives, the input and output layers follow
 * in their units; with another target the output's activation and the loss follow too.
 */
export function updateRecipe(changes: Partial<Recipe>): Command {
  return {
    label: 'Change data recipe',
    mergeKey: `recipe ${Object.keys(changes).join(' ')}`,
    apply(document) {
      const next = { ...document, recipe: { ...document.recipe, ...changes } }
      if ('target' in changes) return fittedToData(next)
      return 'ignored' in changes || 'sampleWeights' in changes ? withUnitsOfData(next) : next
    },
  }
}

/** The document with its input and output layers and its loss fitted to its data: softmax with cross-entropy exactly for classes. */
export function fittedToData(document: ProjectDocument): ProjectDocument {
  const sized = withUnitsOfData(document)
  const { targets, task } = encodedShape(sized)
  const { outputLayer } = inferShapes(sized)
  if (outputLayer === null || targets.length === 0 || sized.dataset.kind !== 'table') return sized
  const classes = task === 'classification'
  const output = sized.network.layers.find(({ id }) => id === outputLayer)
  const softmax = output !== undefined && 'activation' in output && output.activation === 'softmax'
  const next =
    classes === softmax ? sized : updateLayer(outputLayer, { activation: classes ? 'softmax' : 'linear' }).apply(sized)
  const { loss } = next.training
  const forClasses = loss === 'categorical-cross-entropy' || loss === 'binary-cross-entropy' || loss === 'hinge'
  if (classes ? loss === 'categorical-cross-entropy' : !forClasses) return next
  return {
    ...next,
    training: { ...next.training, loss: classes ? 'categorical-cross-entropy' : 'mean-squared-error' },
  }
}

/** Units of the input layer, where there is one that takes a row of numbers, and of the layer that sizes the output. */
function withUnitsOfData(document: ProjectDocument): ProjectDocument {
  const { features, targets } = encodedShape(document)
  const { outputLayer } = inferShapes(document)
  const [input, ...otherInputs] = document.network.layers.filter((layer) => layer.kind === 'input')
  let next = document
  if (input?.shape.length === 1 && otherInputs.length === 0 && features.length > 0)
    next = updateLayer(input.id, { units: features.length }).apply(next)
  const sizing = outputLayer === null ? null : sizingLayer(next.network, outputLayer)
  if (sizing === null || targets.length === 0 || document.dataset.kind !== 'table') return next
  return updateLayer(sizing.id, { units: targets.length }).apply(next)
}
