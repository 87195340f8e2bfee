import { panels } from './vector'

/** What every instruction of a step may ask for: one thread's view of the batch. It lies in the thread's own piece of memory. */
@unmanaged
export class Step {
  /** The context of the program. */
  context: usize
  /** Row numbers of the batch's samples, i32 each. */
  order: usize
  /** Samples of the batch. */
  rows: i32
  /** This thread's samples: `first` .. `last` - 1. */
  first: i32
  last: i32
  /** Bytes from one panel of a matrix of the batch to the next. */
  stride: usize
  /** Samples of this call that came before the batch, and batches. */
  start: i32
  number: i32
  /** The optimizer's factors for this update. */
  factors: usize
  thread: i32
  threads: i32
}

/** The first of a thread's share of `count` things, in whole blocks of `block`; the next thread's first is the end. */
export function firstOf(count: i32, thread: i32, threads: i32, block: i32): i32 {
  if (thread == 0) return 0
  if (thread >= threads) return count
  return min(count, (((count * thread) / threads + block - 1) / block) * block)
}

/** The panels of `width` units that are this thread's. */
@inline
export function firstPanel<T>(step: Step, width: i32): i32 {
  return firstOf(panels<T>(width), step.thread, step.threads, 1)
}
@inline
export function lastPanel<T>(step: Step, width: i32): i32 {
  return firstOf(panels<T>(width), step.thread + 1, step.threads, 1)
}

/** A word of the context. */
@inline
export function word(context: usize, place: usize): i32 {
  return load<i32>(context + place)
}
/** An address in the context. */
@inline
export function pointer(context: usize, place: usize): usize {
  return <usize>load<u32>(context + place)
}
