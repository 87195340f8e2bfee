import { type ActivationId } from '@shared/catalog/activations'

/** a = value(z) for the units of one layer, and the way back. Vectors are [units]. */
export interface Activation {
  readonly id: ActivationId
  value(z: readonly number[]): number[]
  /** delta = dC/dz from gradient = dC/da. */
  backward(z: readonly number[], a: readonly number[], gradient: readonly number[]): number[]
  /** da/dz of each unit; null where a unit's a depends on every z of the layer. */
  derivative: ((z: number, a: number) => number) | null
}

/** An activation whose units don't see each other: backward is the note's Hadamard product, gradient * derivative. */
export function elementwise(
  id: ActivationId,
  value: (z: number) => number,
  derivative: (z: number, a: number) => number,
): Activation {
  return {
    id,
    value: (z) => z.map(value),
    backward: (z, a, gradient) => gradient.map((slope, unit) => slope * derivative(z[unit], a[unit])),
    derivative,
  }
}
