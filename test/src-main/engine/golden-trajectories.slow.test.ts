import { type Parameters, type Statistics } from '@engine/network'
import { readDocument } from '@shared/document/read'
import { valueOf } from '@shared/errors'
import { describe, expect, test } from 'vitest'
import { goldenTrajectories, largestDifference } from '../../helpers/golden'
import { lossesOf, programs, trainerOf } from '../../helpers/trainers'

const cases = goldenTrajectories()

/** The numbers by layer, in one order, whatever that of the keys. */
function numbersOf(parameters: Parameters): number[] {
  const byId = Object.entries(parameters).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return byId.flatMap(([, { weights, biases }]) => [...weights.flat(), ...biases])
}

function statisticsOf(statistics: Statistics): number[] {
  const byId = Object.entries(statistics).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return byId.flatMap(([, { mean, variance }]) => [...mean, ...variance])
}

describe.each(programs)('PyTorch, float64, and the $name', ({ createProgram, tolerance }) => {
  test.each(cases)(
    '$name: losses, penalties, gradients and rates of every update, and all numbers at the end',
    ({ document: json, steps, losses, penalties, gradientNorms, rates, finals, statistics }) => {
      const trainer = trainerOf(valueOf(readDocument(json, 'trajectories.json')), { createProgram })
      const { program } = trainer
      const ours = Array.from({ length: steps }, () => {
        const penalty = program.penalty()
        const [loss = Number.NaN] = lossesOf(trainer.advance(1))
        return { loss, penalty, norm: program.gradientNorm() ?? Number.NaN, rate: trainer.learningRate ?? Number.NaN }
      })
      const largest = {
        losses: largestDifference(
          ours.map(({ loss }) => loss),
          losses,
        ),
        penalties: largestDifference(
          ours.map(({ penalty }) => penalty),
          penalties,
        ),
        gradientNorms: largestDifference(
          ours.map(({ norm }) => norm),
          gradientNorms,
        ),
        rates: largestDifference(
          ours.map(({ rate }) => rate),
          rates,
        ),
        finals: largestDifference(numbersOf(program.parameters()), numbersOf(finals)),
        statistics: largestDifference(statisticsOf(program.statistics()), statisticsOf(statistics)),
      }
      expect(Object.entries(largest).filter(([, difference]) => !(difference < tolerance))).toEqual([])
    },
  )

  test('many updates in one call are the same as single ones', () => {
    for (const { document: json, steps } of cases) {
      const document = valueOf(readDocument(json, 'trajectories.json'))
      const [single, together] = [trainerOf(document, { createProgram }), trainerOf(document, { createProgram })]
      const one = Array.from({ length: steps }, () => lossesOf(single.advance(1))).flat()
      expect(lossesOf(together.advance(steps))).toEqual(one)
      expect(together.state()).toEqual(single.state())
    }
  })
})
