import { cos } from '../elementary'

/** From `first` at share 0 to `last` at share 1 along half a cosine: flat at both ends. */
export function halfCosine(first: number, last: number, share: number): number {
  return last + 0.5 * (first - last) * (1 + cos(Math.PI * share))
}
