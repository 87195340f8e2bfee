import { CompiledProgram } from '@engine/compiled/program'
import { type SampleMatrix } from '@engine/data/sample-matrix'
import { unscaled } from '@engine/data/scaling'
import { initialParameters } from '@engine/initial-parameters'
import { buildNetwork } from '@engine/network'
import { freshTrainerState } from '@engine/trainer-state'
import { denseLayer } from '@shared/document/defaults'
import { inferShapes } from '@shared/document/shapes'
import { expect, test } from 'vitest'
import { inlineDocument } from '../../../helpers/documents'

const BATCHES = 2

/** Samples of zeros: how much memory they take does not depend on what they are. */
function samples(rows: number, width: number, bytes: boolean): SampleMatrix {
  const values = bytes ? new Uint8Array(rows * width) : new Float64Array(rows * width)
  return { rows, width, values, scaling: Array.from({ length: width }, () => unscaled) }
}

function programOf({ sizes, batchSize, rows, bytes }: Case): { program: CompiledProgram; parameters: number } {
  const [inputs = 0, ...units] = sizes
  const outputs = units.at(-1) ?? 0
  const document = inlineDocument({
    features: [Array<number>(inputs).fill(0)],
    targets: [Array<number>(outputs).fill(0)],
    layers: units.map((count, index) =>
      denseLayer(`dense-${index}`, `Dense ${index}`, {
        units: count,
        activation: index === units.length - 1 ? 'softmax' : 'relu',
      }),
    ),
    training: { loss: 'categorical-cross-entropy', batchSize, precision: 'float32' },
  })
  const network = buildNetwork(document)
  const settings = {
    ...document.training,
    optimizer: { id: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const,
  }
  const state = freshTrainerState(network, settings, initialParameters(document))
  const program = new CompiledProgram({
    network,
    data: {
      shape: { features: [], targets: [], task: 'classification' },
      split: { training: [], validation: [] },
      x: samples(rows, inputs, bytes),
      y: samples(rows, outputs, false),
      weights: null,
      featureScaling: [],
      targetScaling: [],
    },
    settings,
    state: state.program,
    threading: { threads: 1, workers: null },
    kernel: null,
  })
  return { program, parameters: inferShapes(document).parameters }
}

interface Case {
  readonly sizes: readonly number[]
  readonly batchSize: number
  readonly rows: number
  /** Whether features are bytes, as images are. */
  readonly bytes: boolean
}

const cases: readonly Case[] = [
  { sizes: [784, 128, 64, 10], batchSize: 128, rows: 20_000, bytes: false },
  { sizes: [784, 128, 64, 10], batchSize: 128, rows: 20_000, bytes: true },
  { sizes: [784, 1024, 1024, 10], batchSize: 256, rows: 4096, bytes: false },
]

test.each(cases)(
  'training $sizes, bytes: $bytes, takes at most 8 x parameters, 2 x the activations of a batch, and the data',
  ({ sizes, batchSize, rows, bytes }) => {
    const { program, parameters } = programOf({ sizes, batchSize, rows, bytes })
    const order = Int32Array.from({ length: BATCHES * batchSize }, (_, index) => index)
    const rates = new Float64Array(BATCHES).fill(0.001)
    const { losses } = program.update({ rows: order, start: 0, batchSize, rates, undoable: false })
    expect(losses).toHaveLength(BATCHES)
    const weights = program.bytes
    program.keepBest()
    expect(program.bytes - weights).toBeGreaterThanOrEqual(4 * parameters)

    const [inputs = 0] = sizes
    const activations = 4 * batchSize * sizes.reduce((sum, units) => sum + units, 0)
    const data = rows * (inputs * (bytes ? 1 : 4) + (sizes.at(-1) ?? 0) * 4)
    expect(program.bytes).toBeLessThanOrEqual(8 * 4 * parameters + 2 * activations + data)
    program.dispose()
  },
)
