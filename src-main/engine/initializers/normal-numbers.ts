import { log } from '../elementary'
import { type Random } from '../random'

/**
 * Numbers from N(0, 1), two from each accepted pair of uniform ones: Marsaglia's polar method (Marsaglia and Bray, 1964;
 * Knuth, volume 2, 3.4.1, algorithm P). The second of a pair is kept for the next call.
 */
export function normalNumbers(random: Random): () => number {
  let kept: number | null = null
  return () => {
    if (kept !== null) {
      const second = kept
      kept = null
      return second
    }
    for (;;) {
      const x = 2 * random.next() - 1
      const y = 2 * random.next() - 1
      const square = x * x + y * y
      if (square >= 1 || square === 0) continue
      const scale = Math.sqrt((-2 * log(square)) / square)
      kept = y * scale
      return x * scale
    }
  }
}
