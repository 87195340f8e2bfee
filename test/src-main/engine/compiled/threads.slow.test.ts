import { compiledProgram } from '@engine/compiled/program'
import { type CreateProgram } from '@engine/program'
import { type TrainerState } from '@engine/trainer-state'
import { type Measured } from '@engine/program'
import { defaultSettings } from '@shared/catalog/entry'
import { optimizers } from '@shared/catalog/optimizers'
import { denseLayer } from '@shared/document/defaults'
import { type ProjectDocument } from '@shared/document/schema'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { workersFrom } from '../../../../src-main/services/training/threads'
import { setEngineFlags } from '../../../../src-main/services/v8-flags'
import { inlineDocument } from '../../../helpers/documents'
import { Dice, randomDocument } from '../../../helpers/random-networks'
import { lossesOf, trainerOf } from '../../../helpers/trainers'
import { buildThreadScript, type ThreadScript } from './thread-script'
import { WatchedWorkers } from './watched-workers'

setEngineFlags()

const STEPS = 15
let script: ThreadScript

beforeAll(async () => {
  script = await buildThreadScript()
})
afterAll(() => script.remove())

interface Trained {
  readonly losses: readonly number[]
  readonly state: TrainerState
  readonly measured: Measured
  readonly norm: number | null
}

/** `ready` is waited for between the making of the program and its first update. */
async function trained(
  document: ProjectDocument,
  createProgram: CreateProgram,
  ready: () => Promise<void>,
): Promise<Trained> {
  const trainer = trainerOf(document, { createProgram })
  try {
    await ready()
    const advanced = trainer.advance(STEPS)
    expect(advanced.failure).toBeNull()
    const measured = trainer.program.measure(trainer.data.split.training)
    return { losses: lossesOf(advanced), state: trainer.state(), measured, norm: trainer.program.gradientNorm() }
  } finally {
    trainer.program.dispose()
  }
}

/** The same on one thread and on several, bit for bit. */
async function compare(document: ProjectDocument, threads: number): Promise<void> {
  const workers = new WatchedWorkers(workersFrom(script.path))
  const alone = await trained(document, compiledProgram(), () => Promise.resolve())
  const together = await trained(document, compiledProgram({ threads, workers }), () => workers.ready())
  expect(workers.turns).toBeGreaterThan(0)
  expect(together).toEqual(alone)
}

/** Wide layers of every kind that share out their work differently, ragged batches, a gradient that is clipped. */
function wideDocument(training: Partial<ProjectDocument['training']>): ProjectDocument {
  const dice = new Dice(1)
  const frozen = { freezeWeights: false, freezeBiases: false }
  return inlineDocument({
    features: Array.from({ length: 150 }, () => Array.from({ length: 90 }, () => dice.whole(0, 255))),
    targets: Array.from({ length: 150 }, () => [0, 1, 2].map((index) => Number(index === dice.whole(0, 2)))),
    layers: [
      denseLayer('first', 'First', { units: 133, activation: 'relu' }),
      { kind: 'batch-normalization', id: 'batch', name: 'Batch', momentum: 0.1, epsilon: 1e-5, ...frozen },
      { kind: 'dropout', id: 'dropout', name: 'Dropout', rate: 0.3 },
      denseLayer('second', 'Second', { units: 70, activation: 'gelu', bias: 'shared' }),
      { kind: 'layer-normalization', id: 'layer', name: 'Layer', epsilon: 1e-5, ...frozen },
      denseLayer('output', 'Output', { units: 3, activation: 'sigmoid' }),
    ],
    recipe: { scaling: 'standardize' },
    training: {
      loss: 'binary-cross-entropy',
      batchSize: 37,
      shuffle: true,
      optimizer: { ...defaultSettings(optimizers, 'adam'), learningRate: 0.01 },
      ...training,
    },
  })
}

describe.each(['float64', 'float32'] as const)('threads give the bits of one thread, %s', (precision) => {
  test.each(Array.from({ length: 25 }, (_, index) => 1001 + index))('random network %i', async (seed) => {
    await compare(randomDocument(seed, { precision }), 2)
  })

  test.each([2, 3])('a wide network on %i threads', async (threads) => {
    await compare(wideDocument({ precision }), threads)
  })

  test('a wide network whose gradient is clipped, with penalties', async () => {
    const clipping = { id: 'norm', limit: 0.05 } as const
    await compare(wideDocument({ precision, clipping, regularization: { l1: 0.001, l2: 0.01 } }), 2)
  })

  test('a thread that comes while training goes on', async () => {
    const document = wideDocument({ precision })
    const workers = new WatchedWorkers(workersFrom(script.path))
    const alone = trainerOf(document, { createProgram: compiledProgram() })
    const trainer = trainerOf(document, { createProgram: compiledProgram({ threads: 2, workers }) })
    // The thread needs this one to return before it can begin.
    trainer.advance(3)
    await workers.ready()
    trainer.advance(STEPS - 3)
    alone.advance(STEPS)
    expect(workers.turns).toBeGreaterThan(0)
    expect(trainer.state()).toEqual(alone.state())
    trainer.program.dispose()
  })
})
