import { type PreparedData } from '../data/prepare'
import { rowOf, rowsOf } from '../data/sample-matrix'
import { type EngineNetwork } from '../network'
import { copyParameters, copyStatistics } from '../parameters'
import { type Batches, type CreateProgram, type Measured, type ProgramSettings, type Updates } from '../program'
import { copyProgramState, freshSlots } from '../program-state'
import { type Samples } from './batch'
import { forward, type Model } from './forward'
import { lossesOf, meanLoss } from './loss'
import { penaltyOf } from './penalty'
import { step } from './step'

const evaluation = { kind: 'evaluation' } as const

/**
 * The program to be read: every update is `step` on ordinary arrays in float64, and every state a value of its own, so
 * that going back is keeping the one before. The oracle of the compiled program.
 */
export const referenceProgram: CreateProgram = (network, data, settings, initial) => {
  let configured: ProgramSettings = settings
  let state = copyProgramState(initial)
  let before = state
  let norm: number | null = null
  let normBefore: number | null = null
  const model = (weights: 'last' | 'best' = 'last'): Model => (weights === 'best' ? (state.best ?? state) : state)

  return {
    kernel: 'reference float64',
    threads: 1,
    configure(changed) {
      configured = changed
      if (state.step === 0) state = { ...state, slots: freshSlots(network, changed.optimizer) }
    },
    update({ rows, start, batchSize, rates }: Batches): Updates {
      const losses = new Float64Array(rates.length)
      for (let update = 0; update < rates.length; update++) {
        const first = start + update * batchSize
        const batch = [...rows.subarray(first, first + batchSize)]
        const request = { samples: samplesOf(data, batch), rows: batch, rate: rates[update], settings: configured }
        const made = step(network, state, request)
        if (made.kind === 'not finite') return { losses: losses.subarray(0, update), failure: made.place }
        before = state
        normBefore = norm
        state = made.state
        norm = made.gradientNorm
        losses[update] = made.loss
      }
      return { losses, failure: null }
    },
    undo() {
      state = { ...before, best: state.best }
      norm = normBefore
    },
    measure: (rows, weights) => measureRows(network, model(weights), data, rows),
    activations(row) {
      const pass = forward(network, model(), [rowOf(data.x, row)], evaluation)
      return Object.fromEntries(network.layers.map(({ id }) => [id, pass[id].a[0]]))
    },
    gradientNorm: () => norm,
    penalty: () => penaltyOf(network, state.parameters, configured.regularization),
    keepBest() {
      state = { ...state, best: { parameters: state.parameters, statistics: state.statistics } }
    },
    restoreBest() {
      if (state.best) state = { ...state, ...state.best }
    },
    parameters: (weights) => copyParameters(model(weights).parameters),
    weightAt: (layer, unit, input) => state.parameters[layer].weights[unit][input],
    biasAt: (layer, index) => state.parameters[layer].biases[index],
    statistics: (weights) => copyStatistics(model(weights).statistics),
    state: () => copyProgramState(state),
    load(loaded) {
      state = copyProgramState(loaded)
      before = state
      norm = null
    },
    dispose: () => undefined,
  }
}

/** The samples in those rows of the data, scaled. */
export function samplesOf({ x, y, weights }: PreparedData, rows: readonly number[]): Samples {
  return { x: rowsOf(x, rows), y: rowsOf(y, rows), weights: weights && rows.map((row) => weights[row]) }
}

/** One row after another, so that measuring a large part needs no more memory than its outputs. */
function measureRows(network: EngineNetwork, model: Model, data: PreparedData, rows: ArrayLike<number>): Measured {
  const outputs = new Float64Array(rows.length * network.outputs)
  const losses = Array.from(rows, (row, index) => {
    const { x, y } = samplesOf(data, [row])
    const pass = forward(network, model, x, evaluation)
    outputs.set(pass[network.outputLayer].a[0], index * network.outputs)
    return lossesOf(network, pass, y)[0]
  })
  const { weights } = data
  return { loss: meanLoss(losses, weights && Array.from(rows, (row) => weights[row])), outputs }
}
