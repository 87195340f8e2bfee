import { type LossId, losses } from '../catalog/losses'
import { encodedShape } from './encoding'
import { counted, type Problem } from './problem'
import { type InputLayer, type Layer, type ProjectDocument } from './schema'
import { sizingLayer } from './sizing-layer'

/** What keeps the network and the data apart. `outputs`: how many numbers the output layer gives. */
export function dataProblems(
  document: ProjectDocument,
  inputs: readonly InputLayer[],
  output: Layer,
  outputs: number,
): Problem[] {
  const { dataset } = document
  const problems = lossProblems(document, output, outputs)
  if (dataset.kind === 'none')
    return [...problems, { layer: null, message: 'There is no data. Open a CSV file or an example.' }]
  const { features, targets } = encodedShape(document)
  const entering = inputs.reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0)
  const [input] = inputs
  if (features.length === 0)
    problems.push({ layer: input?.id ?? null, message: 'No feature column is left. Choose at least one.' })
  else if (input && features.length !== entering)
    problems.push({
      layer: input.id,
      message: featuresMessage(features.length, entering, inputs),
      ...(inputs.length === 1
        ? {
            fix: {
              label: `Set features to ${features.length}`,
              change: { kind: 'units', layer: input.id, units: features.length },
            },
          }
        : {}),
    })
  if (targets.length === 0)
    problems.push({ layer: output.id, message: 'No target column is chosen. Choose one on the Data page.' })
  else if (targets.length !== outputs)
    problems.push({
      layer: output.id,
      message: `The data has ${counted(targets.length, 'target value')}, but ${output.name} has ${counted(outputs, 'unit')}. Set its units to ${targets.length}.`,
      ...unitsFix(document, output, targets.length),
    })
  return [...problems, ...inlineProblems(document), ...weightProblems(document)]
}

/** Where one dense layer decides how many numbers the output gives, that layer's units are what to set. */
function unitsFix({ network }: ProjectDocument, output: Layer, units: number): Pick<Problem, 'fix'> {
  const sizing = sizingLayer(network, output.id)
  if (sizing === null) return {}
  const whose = sizing.id === output.id ? '' : ` of ${sizing.name}`
  return { fix: { label: `Set units${whose} to ${units}`, change: { kind: 'units', layer: sizing.id, units } } }
}

function featuresMessage(features: number, entering: number, inputs: readonly InputLayer[]): string {
  const [input] = inputs
  return inputs.length === 1 && input
    ? `The data has ${counted(features, 'feature')}, but ${input.name} has ${counted(entering, 'unit')}. Set its units to ${features}.`
    : `The data has ${counted(features, 'feature')}, but the input layers have ${counted(entering, 'unit')} in all. Correct their units.`
}

/** The activation behind a layer's outputs; null where it has none of its own. */
export function activationOfOutput(output: Layer): string | null {
  return output.kind === 'dense' || output.kind === 'activation' ? output.activation : null
}

function lossProblems(document: ProjectDocument, output: Layer, outputs: number): Problem[] {
  const { training } = document
  const activation = activationOfOutput(output)
  if (activation === 'softmax' && outputs === 1)
    return [
      {
        layer: output.id,
        message: `${output.name} has one unit, and softmax over a single unit is always 1. Use sigmoid, or give it two units or more.`,
        fix: { label: 'Use sigmoid', change: { kind: 'yes-or-no', layer: output.id } },
      },
    ]
  if (training.loss === 'categorical-cross-entropy' && activation !== 'softmax')
    return [
      {
        layer: output.id,
        message: `Cross-entropy needs probabilities: set the activation of ${output.name} to softmax, or choose another loss.`,
        ...lossFix(document, output, outputs, 'softmax'),
      },
    ]
  if (training.loss === 'binary-cross-entropy' && activation !== 'sigmoid')
    return [
      {
        layer: output.id,
        message: `Binary cross-entropy needs probabilities: set the activation of ${output.name} to sigmoid, or choose another loss.`,
        ...lossFix(document, output, outputs, 'sigmoid'),
      },
    ]
  return []
}

/**
 * What makes loss and output fit each other: the loss of the activation that is there, where that says what is
 * predicted; else the activation that the loss needs; for numbers, the loss of numbers.
 */
function lossFix(
  document: ProjectDocument,
  output: Layer,
  outputs: number,
  needed: 'softmax' | 'sigmoid',
): Pick<Problem, 'fix'> {
  const activation = activationOfOutput(output)
  const useLoss = (loss: LossId): Pick<Problem, 'fix'> => ({
    fix: { label: `Use ${lowerFirst(losses[loss].label)}`, change: { kind: 'loss', loss } },
  })
  if (activation === 'softmax') return useLoss('categorical-cross-entropy')
  if (document.dataset.kind === 'table' && encodedShape(document).task === 'regression')
    return useLoss('mean-squared-error')
  if (activation === null || (needed === 'softmax' && outputs < 2))
    return useLoss(activation === 'sigmoid' ? 'binary-cross-entropy' : 'mean-squared-error')
  return { fix: { label: `Use ${needed}`, change: { kind: 'activation', layer: output.id, activation: needed } } }
}

const lowerFirst = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1)

function weightProblems({ dataset, recipe }: ProjectDocument): Problem[] {
  if (dataset.kind !== 'table' || recipe.sampleWeights === null) return []
  const column = dataset.columns.find(({ name }) => name === recipe.sampleWeights)
  if (column?.kind === 'number') return []
  const what = column ? 'holds text' : 'does not exist'
  return [
    {
      layer: null,
      message: `The column of sample weights, ${recipe.sampleWeights}, ${what}. Choose a column of numbers, or none.`,
      fix: { label: 'Use no sample weights', change: { kind: 'no-sample-weights' } },
    },
  ]
}

function inlineProblems({ dataset }: ProjectDocument): Problem[] {
  if (dataset.kind !== 'inline') return []
  const { features, targets, featureNames, targetNames, sampleWeights } = dataset
  if (features.length === 0) return [{ layer: null, message: 'The data has no rows. Give at least one.' }]
  if (features.length !== targets.length)
    return [
      {
        layer: null,
        message: `The data has ${counted(features.length, 'row')} of features and ${counted(targets.length, 'row')} of targets. Give one target row per feature row.`,
      },
    ]
  const ragged = (rows: readonly number[][], width: number): number => rows.findIndex((row) => row.length !== width)
  const feature = ragged(features, featureNames.length)
  if (feature >= 0)
    return [
      { layer: null, message: `Row ${feature} of the features has not ${featureNames.length} values. Correct it.` },
    ]
  const target = ragged(targets, targetNames.length)
  if (target >= 0)
    return [{ layer: null, message: `Row ${target} of the targets has not ${targetNames.length} values. Correct it.` }]
  if (sampleWeights && sampleWeights.length !== features.length)
    return [
      {
        layer: null,
        message: `The data has ${counted(features.length, 'row')} and ${counted(sampleWeights.length, 'sample weight')}. Give one weight per row.`,
      },
    ]
  return []
}
