import { type ActivationId } from '../catalog/activations'
import { type LossId } from '../catalog/losses'

/** One edit that takes a problem away, as plain data; commands/fix-problem.ts carries it out. */
export type Change =
  | { readonly kind: 'units'; readonly layer: string; readonly units: number }
  | { readonly kind: 'activation'; readonly layer: string; readonly activation: ActivationId }
  | { readonly kind: 'loss'; readonly loss: LossId }
  | { readonly kind: 'yes-or-no'; readonly layer: string }
  | { readonly kind: 'concatenate'; readonly layer: string }
  | { readonly kind: 'insert'; readonly layer: string; readonly before: 'flatten' | 'concatenate' }
  | { readonly kind: 'remove-layer'; readonly layer: string }
  | { readonly kind: 'add-input' }
  | { readonly kind: 'disconnect'; readonly from: string; readonly to: string }
  | { readonly kind: 'connect-once'; readonly layer: string }
  | {
      readonly kind: 'forget'
      readonly layer: string
      readonly what: 'initialWeights' | 'initialBiases' | 'mask'
    }
  | { readonly kind: 'no-sample-weights' }

export interface Fix {
  /** As the button says it: "Set units to 3". */
  readonly label: string
  readonly change: Change
}

/** A sentence about what keeps the network from being trained, the layer it is about, and what would mend it. */
export interface Problem {
  readonly layer: string | null
  readonly message: string
  readonly fix?: Fix
}

/** "1 unit", "3 units". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}

/** "28 x 28 x 1", or "4 numbers" for a row of numbers. */
export function shapeText(shape: readonly number[]): string {
  const [only] = shape
  return shape.length === 1 && only !== undefined ? counted(only, 'number') : shape.join(' x ')
}
