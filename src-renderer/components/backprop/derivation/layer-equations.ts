import { activationEquations } from './activation'
import { costEquation } from './cost'
import { costGradient } from './cost-gradient'
import { deltaEquations } from './delta'
import { type Equation } from './equation'
import { weightedInputs } from './forward-dense'
import { normalization } from './forward-normalization'
import { added, dropped, handedOn, inputs, joined } from './forward-passing'
import { gradientEquations } from './gradients'
import { type Reading } from './reading'
import { updateEquations } from './update'

function forwardEquation(reading: Reading): Equation {
  switch (reading.layer.kind) {
    case 'input':
      return inputs(reading)
    case 'dense':
      return weightedInputs(reading)
    case 'activation':
      return handedOn(reading, 'z', 'The layer has no weights: z is what enters.')
    case 'dropout':
      return dropped(reading)
    case 'batch-normalization':
    case 'layer-normalization':
      return normalization(reading)
    case 'flatten':
      return handedOn(reading, 'a', 'The same numbers in the same order, as one row.')
    case 'add':
      return added(reading)
    case 'concatenate':
      return joined(reading)
  }
}

/** Everything that is worked out for one layer, in the order of the pass; of the output layer the cost in its middle. */
export function layerEquations(reading: Reading): Equation[] {
  const output = reading.layer.id === reading.view.output.id
  return [
    forwardEquation(reading),
    ...activationEquations(reading),
    ...(output ? [costEquation(reading)] : []),
    ...deltaEquations(reading),
    ...gradientEquations(reading),
    ...updateEquations(reading),
  ]
}

/** The loss by itself: its value, and its gradient, where the way back begins. */
export const lossEquations = (reading: Reading): Equation[] => [costEquation(reading), costGradient(reading)]
