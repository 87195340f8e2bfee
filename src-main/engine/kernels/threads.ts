import { BARRIER_COUNT, BARRIER_TURN } from './codes'

/** How often a thread looks again before it rests: phases of a step are short. */
const SPINS: i32 = 20000

/**
 * Sleeps for a moment, or until the word at `address` is no longer `turn`. Brought from outside: in Node 20 the instruction
 * `memory.atomic.wait32` leaves its result in the variable that holds `turn`, and the barrier opens too early or never.
 */
@external("env", "rest")
declare function rest(address: usize, turn: i32): void

/** Waits until all threads have come here. */
export function waitForAll(context: usize, threads: i32): void {
  const turn = atomic.load<i32>(context + BARRIER_TURN)
  if (atomic.add<i32>(context + BARRIER_COUNT, 1) == threads - 1) {
    atomic.store<i32>(context + BARRIER_COUNT, 0)
    atomic.store<i32>(context + BARRIER_TURN, turn + 1)
    atomic.notify(context + BARRIER_TURN, threads)
    return
  }
  let spins = 0
  while (atomic.load<i32>(context + BARRIER_TURN) == turn) if (++spins > SPINS) rest(context + BARRIER_TURN, turn)
}
