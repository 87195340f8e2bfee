import { type Contender } from './contender'
import { type Pair } from './statistics'

/** Seconds of training before each window: caches, clocks and the compiler have settled then. */
const WARM_UP = 0.3

/** Two contenders right after each other; who is first changes from round to round, so that neither gains by it. */
export async function measurePair(
  ours: Contender,
  theirs: Contender,
  { round, seconds }: { round: number; seconds: number },
): Promise<Pair> {
  const rateOf = async (contender: Contender): Promise<number> => {
    const measured = await contender.measure(WARM_UP, seconds)
    return measured.samples / measured.seconds
  }
  if (round % 2 === 0) {
    const own = await rateOf(ours)
    return { ours: own, theirs: await rateOf(theirs) }
  }
  const other = await rateOf(theirs)
  return { ours: await rateOf(ours), theirs: other }
}
