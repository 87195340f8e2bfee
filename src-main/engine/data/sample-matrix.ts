import { type Scaling } from './scaling'

/** Raw numbers of all samples, [rows][width], and how each column is scaled when it is read. */
export interface SampleMatrix {
  readonly rows: number
  readonly width: number
  /** Images stay bytes. */
  readonly values: Float64Array | Uint8Array
  readonly scaling: readonly Scaling[]
}
