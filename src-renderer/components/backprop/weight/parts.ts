import { type OptimizerId } from '@shared/catalog/optimizers'
import { type WeightChange } from '@shared/inspection/weight-change'

/** A part of the change of a weight. */
export interface ChangePart {
  readonly id: keyof WeightChange['parts']
  readonly label: string
  readonly value: number
  /** Share of the largest part, from -1 to 1. */
  readonly share: number
}

const historyLabels: Readonly<Record<OptimizerId, string>> = {
  sgd: 'Momentum',
  adagrad: 'Earlier gradients',
  rmsprop: 'Momentum',
  adam: 'Earlier gradients (m)',
  adamw: 'Earlier gradients (m)',
  nadam: 'Earlier gradients (m)',
  rprop: 'Earlier gradients',
}

/** What the change is the sum of, in the order of the computation. */
export function changeParts({ parts, samples }: WeightChange, optimizer: OptimizerId): ChangePart[] {
  const labels: Readonly<Record<ChangePart['id'], string>> = {
    data: samples.length === 1 ? 'The sample' : `${samples.length} samples`,
    l1: 'L1 penalty',
    l2: 'L2 penalty',
    clipping: 'Clipping',
    history: historyLabels[optimizer],
    decay: 'Weight decay',
    rounding: 'Rounding',
  }
  const ids = Object.keys(labels) as ChangePart['id'][]
  const largest = Math.max(...ids.map((id) => Math.abs(parts[id])))
  return ids.map((id) => {
    const value = parts[id]
    return { id, label: labels[id], value, share: largest > 0 && Number.isFinite(largest) ? value / largest : 0 }
  })
}
