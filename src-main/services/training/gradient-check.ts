import { checkGradients, type GradientCheck } from '@engine/reference/gradient-check'
import { samplesOf } from '@engine/reference/program'
import { type Run } from './run'

/** More samples make more corners of ReLU and its like to step over, and no gradient more certain. */
const MOST_SAMPLES = 8
const MOST_PER_LAYER = 200
const FEWEST_PER_LAYER = 4
/** Multiplications that the check may take, so that a large network takes seconds. */
const WORK = 2e9
/** Forward passes that one numeric derivative takes, about. */
const PASSES = 20

/**
 * Compares backpropagation with central differences at the run's last weights, in float64 whatever the run computes
 * with: over the first rows of the training part (8 at most) and with the run's penalties, up to 200 parameters of each
 * layer, fewer in a large network, spread evenly over it.
 */
export function checkRunGradients(run: Run): GradientCheck {
  const { network, data } = run
  const rows = data.split.training.slice(0, MOST_SAMPLES)
  const model = run.model('last')
  const layers = Object.values(model.parameters)
  const parameters = layers.reduce((sum, { weights, biases }) => sum + weights.flat().length + biases.length, 0)
  const affordable = Math.floor(WORK / (PASSES * rows.length * Math.max(1, parameters * layers.length)))
  return checkGradients(network, model, samplesOf(data, rows), {
    regularization: run.settings.regularization,
    dropout: run.state.program.dropout,
    most: Math.max(FEWEST_PER_LAYER, Math.min(MOST_PER_LAYER, affordable)),
  })
}
