import { type Advanced, type Trainer } from '@engine/trainer'
import { type ProjectDocument } from '@shared/document/schema'
import { describe, expect, test } from 'vitest'
import { curveDocument } from '../../helpers/documents'
import { trainerOf } from '../../helpers/trainers'

const sgd = (learningRate: number, momentum = 0) => ({ id: 'sgd' as const, learningRate, momentum, nesterov: false })
const parametersOf = (trainer: Trainer) => trainer.program.parameters()

describe('the best weights', () => {
  const jumping = (changes: Partial<ProjectDocument['training']> = {}): ProjectDocument =>
    curveDocument({ optimizer: sgd(1.2, 0.9), ...changes }, { validationShare: 0.3 })

  test('are those of the lowest validation loss, the earliest of equals', () => {
    const trainer = trainerOf(jumping())
    const measured: { epoch: number; loss: number; parameters: unknown }[] = []
    for (let step = 0; step < 60; step++) {
      const [stretch] = trainer.advance(1).stretches
      const loss = stretch?.end?.measured?.validation?.loss
      if (loss !== undefined) measured.push({ epoch: trainer.epoch, loss, parameters: parametersOf(trainer) })
    }
    const [best] = measured.toSorted((a, b) => a.loss - b.loss || a.epoch - b.epoch)
    expect({ ...trainer.best, parameters: trainer.program.parameters('best') }).toEqual(best)
    expect(best?.epoch).not.toBe(measured.at(-1)?.epoch)
    expect(trainer.program.measure(trainer.data.split.validation, 'best').loss).toBe(best?.loss)
  })

  test('do not exist without a validation part', () => {
    const trainer = trainerOf(curveDocument())
    trainer.advance(6)
    expect(trainer.best).toBeNull()
    expect(trainer.state().program.best).toBeNull()
  })

  test('are looked for where an epoch is measured', () => {
    const trainer = trainerOf(jumping({ measureEvery: 3 }))
    const ends = trainer
      .advance(20)
      .stretches.flatMap(({ epoch, end }) => (end ? [[epoch + 1, end.measured !== null]] : []))
    expect(ends).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((epoch) => [epoch, epoch % 3 === 0]))
    expect(trainer.best?.epoch).toSatisfy((epoch: number) => epoch % 3 === 0)
    const never = trainerOf(jumping({ measureEvery: 0 }))
    never.advance(20)
    expect(never.best).toBeNull()
  })
})

describe('callbacks', () => {
  const stopping = (changes: Partial<ProjectDocument['training']>, validationShare = 0.3): Trainer =>
    trainerOf(curveDocument({ optimizer: sgd(1.2, 0.9), ...changes }, { validationShare }))
  const losses = (advanced: Advanced): number[] =>
    advanced.stretches.flatMap(({ end }) => end?.measured?.validation?.loss ?? end?.measured?.training.loss ?? [])

  test('early stopping ends training after epochs without progress and restores the best weights', () => {
    const earlyStopping = { patience: 4, minimumDelta: 0, restoreBest: true }
    const trainer = stopping({ earlyStopping })
    const advanced = trainer.advance(10_000)
    expect(advanced).toMatchObject({ stopped: true, failure: null })
    const measured = losses(advanced)
    const lowest = measured.indexOf(Math.min(...measured))
    expect(measured).toHaveLength(lowest + 1 + 4)
    expect(trainer.best).toEqual({ epoch: lowest + 1, loss: measured[lowest] })
    expect(parametersOf(trainer)).toEqual(trainer.program.parameters('best'))
    expect(trainer.measure().validation?.loss).toBe(measured[lowest])
    // Whoever trains on has the whole patience again.
    expect(losses(trainer.advance(10_000)).length).toBeGreaterThanOrEqual(4)
  })

  test('without restoring, the last weights stay', () => {
    const trainer = stopping({ earlyStopping: { patience: 4, minimumDelta: 0, restoreBest: false } })
    const { stretches, stopped } = trainer.advance(10_000)
    expect(stopped).toBe(true)
    expect(trainer.measure()).toEqual(stretches.at(-1)?.end?.measured)
    expect(parametersOf(trainer)).not.toEqual(trainer.program.parameters('best'))
  })

  test('without a validation part, the training loss decides', () => {
    const earlyStopping = { patience: 3, minimumDelta: 1e9, restoreBest: true }
    const trainer = stopping({ earlyStopping, optimizer: sgd(0.05) }, 0)
    const measured = losses(trainer.advance(10_000))
    // No progress is as large as that: the first epoch is the one that counts, three more are waited for.
    expect(measured).toHaveLength(4)
    expect(trainer.best?.loss).toBe(Math.min(...measured))
    expect(trainer.measure().training.loss).toBe(Math.min(...measured))
  })

  test('a plateau lowers the rate, at once and for good', () => {
    const schedule = {
      id: 'reduce-on-plateau' as const,
      factor: 0.5,
      patience: 2,
      minimumDelta: 1e9,
      cooldown: 0,
      lowest: 0.2,
    }
    const trainer = stopping({ schedule })
    const rates = Array.from({ length: 16 }, () => {
      trainer.advance(1)
      return trainer.learningRate
    })
    expect(rates).toEqual([
      ...Array<number>(6).fill(1.2),
      ...Array<number>(4).fill(0.6),
      ...Array<number>(4).fill(0.3),
      0.2,
      0.2,
    ])
  })

  test('a schedule by steps gives every update its own rate, in one call as in many', () => {
    const schedule = { id: 'warm-up' as const, steps: 5, start: 0.2 }
    const [one, many] = [stopping({ schedule }), stopping({ schedule })]
    const rates = Array.from({ length: 7 }, () => {
      one.advance(1)
      return one.learningRate ?? NaN
    })
    many.advance(7)
    expect(rates).toEqual(
      [0.24, 0.432, 0.624, 0.816, 1.008, 1.2, 1.2].map((rate) => expect.closeTo(rate, 14) as number),
    )
    expect(many.learningRate).toBe(rates.at(-1))
    expect(many.state()).toEqual(one.state())
  })
})
