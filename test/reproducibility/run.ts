import { compiledProgram } from '@engine/compiled/program'
import { kernelFor, type KernelName } from '@engine/compiled/kernels'
import { type Threading } from '@engine/compiled/machine'
import { prepareData } from '@engine/data/prepare'
import { initialParameters } from '@engine/initial-parameters'
import { buildNetwork, type Parameters } from '@engine/network'
import { Trainer } from '@engine/trainer'
import { freshTrainerState, type TrainerState } from '@engine/trainer-state'
import { type ProjectDocument } from '@shared/document/schema'
import { documents } from './documents'

/** One document, trained in one way: what it gave, as a hash of every bit. */
export interface Run {
  readonly document: string
  readonly kernel: string
  readonly way: string
  /** SHA-256 of all losses and of everything the run holds at its end. */
  readonly hash: string
}

/** What a program for this check runs on. */
export interface Runtime {
  readonly name: string
  readonly version: string
  readonly runs: readonly Run[]
}

/** How training is gone through; the bits must not tell. */
export interface Way {
  readonly name: string
  readonly threading: Threading
  /** Until the helping threads are there. */
  ready(): Promise<void>
  /** Updates after which the run is saved, ended and resumed by a new program; null: it goes through. */
  readonly interruptedEvery: number | null
}

export const throughOnOne: Way = {
  name: 'one thread',
  threading: { threads: 1, workers: null },
  ready: () => Promise.resolve(),
  interruptedEvery: null,
}
/** No divisor of the batches of an epoch: in the middle of epochs, and at their ends. */
export const interrupted: Way = { ...throughOnOne, name: 'interrupted', interruptedEvery: 7 }

const UPDATES = 40
/** Every document in every way, with every kernel that can run here. */
export async function runAll(ways: readonly Way[]): Promise<Run[]> {
  const kernels = new Set<KernelName>(['float64', 'float32', kernelFor('float32')])
  const runs = []
  for (const way of ways)
    for (const { name, document } of documents)
      for (const kernel of kernels) runs.push(await runOne(name, withPrecisionOf(kernel, document), way, kernel))
  return runs
}

const withPrecisionOf = (kernel: KernelName, document: ProjectDocument): ProjectDocument => ({
  ...document,
  training: { ...document.training, precision: kernel === 'float64' ? 'float64' : 'float32' },
})

async function runOne(name: string, document: ProjectDocument, way: Way, kernel: KernelName): Promise<Run> {
  const network = buildNetwork(document)
  const { training: settings } = document
  const data = prepareData(document, null)
  const trainerFrom = (state: TrainerState): Trainer =>
    new Trainer({ network, data, settings, state, createProgram: compiledProgram(way.threading, kernel) })
  let trainer = trainerFrom(freshTrainerState(network, settings, initialParameters(document)))
  if (trainer.program.kernel !== kernel) throw new Error(`${kernel} was asked for, ${trainer.program.kernel} ran.`)
  const losses: number[] = []
  await way.ready()
  for (let done = 0; done < UPDATES;) {
    const { stretches, failure } = trainer.advance(Math.min(way.interruptedEvery ?? UPDATES, UPDATES - done))
    if (failure) throw new Error(`${name}: ${failure.what} of ${failure.layer} was not finite.`)
    const own = stretches.flatMap((stretch) => [...stretch.losses])
    losses.push(...own)
    done += own.length
    if (way.interruptedEvery === null) continue
    const state = trainer.state()
    trainer.program.dispose()
    trainer = trainerFrom(state)
  }
  const hash = await hashOf([...losses, ...numbersOf(trainer.state())])
  trainer.program.dispose()
  return { document: name, kernel, way: way.name, hash }
}

function numbersOf({ program, random, epoch, batch }: TrainerState): number[] {
  const { parameters, statistics, slots, memory, step, dropout, best } = program
  const ofLayers = (each: Parameters): number[] =>
    Object.values(each).flatMap(({ weights, biases }) => [...weights.flat(), ...biases])
  return [
    ...[parameters, ...slots, ...(best ? [best.parameters] : [])].flatMap(ofLayers),
    ...Object.values(statistics).flatMap(({ mean, variance }) => [...mean, ...variance]),
    ...[...memory, step, ...dropout, ...random, epoch, batch],
  ]
}

async function hashOf(numbers: readonly number[]): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', Float64Array.from(numbers))
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
