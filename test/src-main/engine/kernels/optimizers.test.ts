import { optimizerKernel } from '@engine/compiled/codes'
import { type KernelName } from '@engine/compiled/kernels'
import { ROW } from '@engine/compiled/layout'
import { clipByNorm, clipByValue, globalNorm } from '@engine/clipping'
import * as code from '@engine/kernels/codes'
import { applyUpdate, factorsOf, initialSlotsOf, optimizerOf } from '@engine/optimizers'
import { defaultSettings, idsOf } from '@shared/catalog/entry'
import { type OptimizerSettings, optimizers } from '@shared/catalog/optimizers'
import { describe, expect, test } from 'vitest'
import { at, largestDistance, Numbers } from './numbers'
import { kernelNames, OneInstruction, type Place } from './one-instruction'

/** After 12 updates of parameters of up to 2. */
const BOUND: Record<KernelName, number> = { float64: 1e-14, float32: 1e-5, 'float32 fused': 1e-5 }
const STEPS = 12
const COUNT = 21

/** Every optimizer with its defaults, and with what its defaults leave out. */
const everySettings: readonly OptimizerSettings[] = [
  ...idsOf(optimizers).map((id) => defaultSettings(optimizers, id)),
  { ...defaultSettings(optimizers, 'sgd'), momentum: 0.9, nesterov: false },
  { ...defaultSettings(optimizers, 'sgd'), momentum: 0.9, nesterov: true },
  { ...defaultSettings(optimizers, 'rmsprop'), momentum: 0.5 },
  { ...defaultSettings(optimizers, 'adamw'), weightDecay: 0.3 },
]

interface Sequence {
  readonly settings: OptimizerSettings
  readonly decays: boolean
  readonly initial: readonly number[]
  readonly gradients: readonly (readonly number[])[]
  readonly rates: readonly number[]
}

function sequenceOf(settings: OptimizerSettings, decays: boolean): Sequence {
  const numbers = new Numbers(3)
  // A gradient that stays 0, as behind a unit that always gives 0.
  const gradients = Array.from({ length: STEPS }, () =>
    numbers.row(COUNT).map((value, index) => (index === 4 ? 0 : value)),
  )
  return { settings, decays, initial: numbers.row(COUNT), gradients, rates: numbers.row(STEPS, 0.001, 0.05) }
}

interface Reached {
  readonly parameters: number[]
  readonly slots: number[][]
}

/** Parameters and slots after every update. */
function byReference({ settings, decays, initial, gradients, rates }: Sequence): Reached {
  const parameters = [...initial]
  const slots = initialSlotsOf(settings).map((value) => initial.map(() => value))
  const memory = [...optimizerOf[settings.id].memory]
  gradients.forEach((each, index) => {
    const factors = factorsOf(settings, { step: index + 1, rate: at(rates, index), memory })
    applyUpdate(settings, { parameters, gradients: each, slots, factors, decays })
  })
  return { parameters, slots }
}

function byKernel(
  kernel: KernelName,
  { settings, decays, initial, gradients, rates }: Sequence,
  threads: number,
): Reached {
  const memory = [...optimizerOf[settings.id].memory]
  let reached: Reached = {
    parameters: [...initial],
    slots: initialSlotsOf(settings).map((value) => initial.map(() => value)),
  }
  gradients.forEach((each, index) => {
    const one = new OneInstruction(kernel, 8)
    const { parameters, slots } = update(one, { parameters: reached.parameters, gradient: each, slots: reached.slots })
    one.set(code.OPTIMIZER, optimizerKernel[settings.id])
    const factors = factorsOf(settings, { step: index + 1, rate: at(rates, index), memory })
    one.set(code.FACTORS, one.factors(factors))
    one.add(code.UPDATE, [parameters.address, parameters.bytes / ROW, Number(decays)])
    one.run({ rows: 1, threads, writes: [parameters, ...slots] })
    // Rprop holds every step size above its least, and no gradient is ever there to take it.
    reached = {
      parameters: one.read(parameters).flat(),
      slots: slots.map((slot) => one.read(slot, { padding: settings.id !== 'rprop' }).flat()),
    }
  })
  return reached
}

/** Parameters, gradient and slots, each an arena of its own. */
function update(
  one: OneInstruction,
  numbers: { parameters: readonly number[]; gradient: readonly number[]; slots: readonly (readonly number[])[] },
): { parameters: Place; gradient: Place; slots: Place[] } {
  const [parameters, gradient] = [one.units(numbers.parameters), one.units(numbers.gradient)]
  const slots = numbers.slots.map((slot) => one.units(slot))
  one.set(code.PARAMETERS, parameters.address)
  one.set(code.GRADIENTS, gradient.address)
  const places = [code.SLOT_0, code.SLOT_1, code.SLOT_2]
  places.forEach((place, index) => {
    one.set(place, slots[Math.min(index, slots.length - 1)]?.address ?? 0)
  })
  return { parameters, gradient, slots }
}

describe.each(kernelNames)('optimizers, %s', (kernel) => {
  const named = everySettings.map((settings) => ({ settings, name: JSON.stringify(settings) }))

  test.each(named)('$name: parameters and slots follow the reference', ({ settings }) => {
    for (const decays of [true, false])
      for (const threads of [1, 2]) {
        const sequence = sequenceOf(settings, decays)
        const [actual, expected] = [byKernel(kernel, sequence, threads), byReference(sequence)]
        expect(
          largestDistance([actual.parameters, ...actual.slots], [expected.parameters, ...expected.slots]),
        ).toBeLessThan(BOUND[kernel])
      }
  })

  test.each(named)('$name: numbers that have all but died away become 0', ({ settings }) => {
    const tiny = kernel === 'float64' ? 1e-300 : 1e-38
    const dying = settings.id === 'adagrad' || settings.id === 'rprop' ? [] : [0]
    const one = new OneInstruction(kernel, 8)
    const slots = optimizerOf[settings.id].slots.map(() => [tiny])
    const places = update(one, { parameters: [1], gradient: [0], slots })
    one.set(code.OPTIMIZER, optimizerKernel[settings.id])
    const factors = factorsOf(settings, { step: 5, rate: 0.01, memory: [...optimizerOf[settings.id].memory] })
    one.set(code.FACTORS, one.factors(factors))
    one.add(code.UPDATE, [places.parameters.address, 1, 0])
    one.run({ rows: 1, writes: [places.parameters, ...places.slots] })
    expect(places.slots.flatMap((slot) => (dying.length > 0 ? one.read(slot).flat() : []))).toEqual(
      dying.length > 0 ? slots.map(() => 0) : [],
    )
  })
})

describe.each(kernelNames)('clipping, %s', (kernel) => {
  /** The gradient as the optimizer sees it: plain descent from 0 at rate 1 moves to its negative. */
  function clipped(
    pieces: readonly (readonly number[])[],
    settings: { value?: number; norm?: number },
  ): { gradients: number[][]; squares: number } {
    const one = new OneInstruction(kernel, 8)
    const zeros = pieces.map((piece) => piece.map(() => 0))
    const parameters = zeros.map((piece) => one.units(piece))
    const gradients = pieces.map((piece) => one.units(piece))
    const velocities = zeros.map((piece) => one.units(piece))
    const first = (places: readonly Place[]): number => at(places, 0).address
    one.set(code.PARAMETERS, first(parameters))
    one.set(code.GRADIENTS, first(gradients))
    for (const slot of [code.SLOT_0, code.SLOT_1, code.SLOT_2]) one.set(slot, first(velocities))
    one.set(code.OPTIMIZER, code.SGD)
    one.set(code.FACTORS, one.factors([1]))
    one.setReal(code.CLIP_VALUE, settings.value ?? Number.POSITIVE_INFINITY)
    one.setReal(code.CLIP_NORM, settings.norm ?? Number.POSITIVE_INFINITY)
    one.add(code.CLIP, [one.int32(gradients.flatMap(({ address, bytes }) => [address, bytes])), pieces.length])
    for (const place of parameters) one.add(code.UPDATE, [place.address, place.bytes / ROW, 0])
    one.run({ rows: 1, writes: [...parameters, ...gradients, ...velocities] })
    return {
      gradients: parameters.map((place) =>
        one
          .read(place)
          .flat()
          .map((value) => -value),
      ),
      squares: one.getReal(code.SQUARES),
    }
  }

  const numbers = new Numbers(5)
  const pieces = [numbers.row(13), numbers.row(1), numbers.row(30)]
  const bound = kernel === 'float64' ? 1e-14 : 5e-7

  test('by value, component by component', () => {
    expect(largestDistance(clipped(pieces, { value: 0.75 }).gradients, clipByValue(pieces, 0.75))).toBeLessThan(bound)
  })

  test.each([0.5, 3, 1000])('to a length of at most %d', (limit) => {
    const actual = clipped(pieces, { norm: limit })
    expect(largestDistance(actual.gradients, clipByNorm(pieces, limit))).toBeLessThan(bound)
    expect(Math.sqrt(actual.squares)).toBeCloseTo(globalNorm(pieces), 12)
  })

  test('not at all where nothing is limited', () => {
    expect(clipped(pieces, {}).gradients).toEqual(pieces)
  })
})
