import { type BatchTrace, type LayerStepTrace } from '../inspection/step-trace'
import { type PracticePlace } from './mistakes'

/** What can be blanked, as a person chooses it. */
export const practiceKinds = {
  z: 'Weighted inputs z',
  a: 'Outputs a',
  derivative: 'Slopes σ′(z)',
  gradientOfA: '∂C/∂a',
  delta: 'Deltas δ',
  weightGradient: 'Weight gradients',
  biasGradient: 'Bias gradients',
  newWeight: 'New weights',
  newBias: 'New biases',
  loss: 'Cost',
} as const
export type PracticeKind = keyof typeof practiceKinds
export const practiceKindIds = Object.keys(practiceKinds) as PracticeKind[]

export interface PracticeChoice {
  readonly kind: PracticeKind | 'any'
  /** Id of a layer; null: all. */
  readonly layer: string | null
  readonly count: number
}

/** Numbers that may be blanked: those of dense layers, for one sample of the batch. */
export function practicePlaces(
  trace: BatchTrace,
  { kind, layer }: Omit<PracticeChoice, 'count'>,
  row: number,
): PracticePlace[] {
  const kinds = kind === 'any' ? practiceKindIds : [kind]
  const layers = trace.layers.filter((each) => each.kind === 'dense' && (layer === null || each.id === layer))
  return kinds.flatMap((each): PracticePlace[] =>
    each === 'loss' ? (layer === null ? [{ what: 'loss' }] : []) : layers.flatMap((own) => placesIn(own, each, row)),
  )
}

function placesIn(layer: LayerStepTrace, what: Exclude<PracticeKind, 'loss'>, sample: number): PracticePlace[] {
  const { id, units, inputs, parameters } = layer
  const unitsOf = [...Array(units).keys()]
  switch (what) {
    case 'z':
    case 'a':
    case 'gradientOfA':
    case 'delta':
      return unitsOf.map((unit) => ({ what, layer: id, unit, sample }))
    case 'derivative':
      return layer.derivative ? unitsOf.map((unit) => ({ what, layer: id, unit, sample })) : []
    case 'weightGradient':
    case 'newWeight':
      return unitsOf.flatMap((unit) =>
        [...Array(inputs).keys()].map((input): PracticePlace => ({ what, layer: id, unit, input })),
      )
    case 'biasGradient':
    case 'newBias':
      return (parameters?.biases ?? []).map((_, unit) => ({ what, layer: id, unit }))
  }
}

/** So many of the places, in their order; `random` gives numbers from 0 to below 1. */
export function someOf<Item>(items: readonly Item[], count: number, random: () => number): Item[] {
  const left = items.map((item, index) => ({ item, index, draw: random() }))
  return left
    .toSorted((one, other) => one.draw - other.draw)
    .slice(0, count)
    .toSorted((one, other) => one.index - other.index)
    .map(({ item }) => item)
}
