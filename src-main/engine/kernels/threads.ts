import { BARRIER_COUNT, BARRIER_TURN } from './codes'

/** How often a thread looks again before it sleeps: phases of a step are short. */
const SPINS: i32 = 20000

/** Waits until all threads have come here. */
export function barrier(context: usize, threads: i32): void {
  const turn = atomic.load<i32>(context + BARRIER_TURN)
  if (atomic.add<i32>(context + BARRIER_COUNT, 1) == threads - 1) {
    atomic.store<i32>(context + BARRIER_COUNT, 0)
    atomic.store<i32>(context + BARRIER_TURN, turn + 1)
    atomic.notify(context + BARRIER_TURN, threads)
    return
  }
  let spins = 0
  while (atomic.load<i32>(context + BARRIER_TURN) == turn)
    if (++spins > SPINS) atomic.wait<i32>(context + BARRIER_TURN, turn, 1000000)
}

/** The first of a thread's share of `count` things, in whole blocks of `block`; the next thread's first is the end. */
// @ts-ignore: decorator
@inline
export function firstOf(count: i32, thread: i32, threads: i32, block: i32): i32 {
  if (thread == 0) return 0
  if (thread >= threads) return count
  return min(count, (((count * thread) / threads + block - 1) / block) * block)
}
