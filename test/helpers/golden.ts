import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type ActivationId } from '@shared/catalog/activations'
import { type ClippingSettings } from '@shared/catalog/clippings'
import { type InitializerSettings } from '@shared/catalog/initializers'
import { type LossId } from '@shared/catalog/losses'
import { type MetricId } from '@shared/catalog/metrics'
import { type OptimizerSettings } from '@shared/catalog/optimizers'
import { type ScheduleSettings } from '@shared/catalog/schedules'

/** What test/fixtures/golden/make-golden.py writes; its docstring says what the numbers are. */
export interface GoldenMembers {
  readonly errorFunction: readonly (readonly [x: number, value: number])[]
  readonly activations: readonly {
    readonly id: ActivationId
    readonly z: number[]
    readonly upstream: number[]
    readonly a: number[]
    readonly delta: number[]
  }[]
  readonly losses: readonly {
    readonly id: LossId
    readonly activation: ActivationId
    readonly z: number[]
    readonly a: number[]
    readonly y: number[]
    readonly value: number
    readonly gradient: number[]
    readonly delta: number[]
  }[]
  readonly optimizers: readonly {
    readonly name: string
    readonly settings: OptimizerSettings
    readonly decays: boolean
    readonly initial: number[]
    readonly gradients: number[][]
    readonly rates: number[]
    readonly after: number[][]
  }[]
  readonly schedules: readonly {
    readonly name: string
    readonly settings: ScheduleSettings
    readonly base: number
    readonly stepsPerEpoch: number
    readonly rates: number[]
  }[]
  readonly plateaus: readonly {
    readonly settings: Extract<ScheduleSettings, { id: 'reduce-on-plateau' }>
    readonly base: number
    readonly losses: number[]
    readonly rates: number[]
  }[]
  readonly stoppings: readonly {
    readonly settings: { readonly patience: number; readonly minimumDelta: number }
    readonly losses: number[]
    readonly stops: number | null
  }[]
  readonly clippings: readonly {
    readonly settings: ClippingSettings
    readonly gradients: number[][]
    readonly clipped: number[][]
  }[]
  readonly initializers: readonly {
    readonly settings: InitializerSettings
    readonly units: number
    readonly inputs: number
    readonly mean: number
    readonly variance: number
    readonly halfWidth: number | null
  }[]
  readonly metrics: readonly {
    readonly name: string
    readonly rows: number
    readonly width: number
    readonly outputs: number[]
    readonly targets: number[]
    readonly weights: number[] | null
    readonly values: Partial<Record<MetricId, number | null>>
  }[]
}

export interface GoldenTrajectory {
  readonly name: string
  /** A project document of the newest format, not yet validated. */
  readonly document: unknown
  readonly steps: number
  /** Per update: the loss of its batch and the penalties before it, ... */
  readonly losses: number[]
  readonly penalties: number[]
  /** ... the length of its gradient (penalties included, before clipping, without frozen parameters) and its rate. */
  readonly gradientNorms: number[]
  readonly rates: number[]
  /** By layer id, after the last update; shaped as the engine's parameters and statistics. */
  readonly finals: Record<string, { readonly weights: number[][]; readonly biases: number[] }>
  readonly statistics: Record<string, { readonly mean: number[]; readonly variance: number[] }>
}

type Numbers = readonly (readonly number[])[]

/** Of the first batch; deltas and dC/da of each sample's own cost times its weight, gradients divided by all weights. */
export interface GoldenTrace {
  readonly name: string
  readonly document: unknown
  readonly rows: number[]
  readonly loss: number
  readonly losses: number[]
  readonly parameters: Record<string, { weights: number[][]; biases: number[] }>
  readonly layers: Record<
    string,
    {
      readonly z: Numbers | null
      readonly a: Numbers
      readonly delta: Numbers | null
      /** null where PyTorch has none: loss and activation are one there. */
      readonly gradientOfA: Numbers | null
      readonly gradients: { readonly weights: Numbers; readonly biases: number[] } | null
    }
  >
}

const golden = (name: string): unknown =>
  JSON.parse(readFileSync(fileURLToPath(new URL(`../fixtures/golden/${name}`, import.meta.url)), 'utf8'))

export const goldenMembers = (): GoldenMembers => golden('members.json') as GoldenMembers

export const goldenTrajectories = (): readonly GoldenTrajectory[] =>
  (golden('trajectories.json') as { readonly cases: GoldenTrajectory[] }).cases

export const goldenTraces = (): readonly GoldenTrace[] =>
  (golden('traces.json') as { readonly cases: GoldenTrace[] }).cases

/** The largest difference, relative to the expected value where that is above 1; infinite for other lengths or no number. */
export function largestDifference(actual: readonly number[], expected: readonly number[]): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY
  return expected.reduce((largest, value, index) => {
    const difference = Math.abs((actual[index] ?? Number.NaN) - value) / Math.max(1, Math.abs(value))
    return Number.isNaN(difference) ? Number.POSITIVE_INFINITY : Math.max(largest, difference)
  }, 0)
}
