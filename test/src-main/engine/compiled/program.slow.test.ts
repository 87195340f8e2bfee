import { compiledProgram } from '@engine/compiled/program'
import { type Parameters } from '@engine/network'
import { referenceProgram } from '@engine/reference/program'
import { type ProjectDocument } from '@shared/document/schema'
import { describe, expect, test } from 'vitest'
import { randomDocument } from '../../../helpers/random-networks'
import { lossesOf, trainerOf } from '../../../helpers/trainers'

const STEPS = 12

interface Trained {
  readonly losses: readonly number[]
  readonly parameters: Parameters
  readonly statistics: readonly number[]
  readonly measured: number
  readonly norm: number
  readonly penalty: number
}

function trained(document: ProjectDocument, createProgram: typeof referenceProgram): Trained {
  const trainer = trainerOf(document, { createProgram })
  const advanced = trainer.advance(STEPS)
  expect(advanced.failure).toBeNull()
  const { program } = trainer
  return {
    losses: lossesOf(advanced),
    parameters: program.parameters(),
    statistics: Object.values(program.statistics()).flatMap(({ mean, variance }) => [...mean, ...variance]),
    measured: trainer.measure().training.loss,
    norm: program.gradientNorm() ?? Number.NaN,
    penalty: program.penalty(),
  }
}

/** The largest difference of two lists of numbers; infinite where they are not alike. */
function apart(actual: readonly number[], expected: readonly number[]): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY
  return actual.reduce((largest, value, index) => {
    const difference = Math.abs(value - (expected[index] ?? Number.NaN))
    return Number.isNaN(difference) ? Number.POSITIVE_INFINITY : Math.max(largest, difference)
  }, 0)
}

const numbersOf = ({ weights, biases }: Parameters[string]): number[] => [...weights.flat(), ...biases]

const seeds = Array.from({ length: 200 }, (_, index) => index + 1)

describe('the compiled program trains 200 random networks as the reference program does', () => {
  test.each(seeds)('network %i, float64', (seed) => {
    const document = randomDocument(seed)
    const expected = trained(document, referenceProgram)
    const actual = trained(document, compiledProgram())
    expect(apart(actual.losses, expected.losses)).toBeLessThan(1e-10)
    for (const [id, layer] of Object.entries(expected.parameters)) {
      const own = actual.parameters[id]
      if (!own) throw new Error(`${id} is missing.`)
      expect(apart(numbersOf(own), numbersOf(layer)), id).toBeLessThan(1e-10)
    }
    expect(apart(actual.statistics, expected.statistics)).toBeLessThan(1e-10)
    expect(
      apart([actual.measured, actual.norm, actual.penalty], [expected.measured, expected.norm, expected.penalty]),
    ).toBeLessThan(1e-9)
  })
})
