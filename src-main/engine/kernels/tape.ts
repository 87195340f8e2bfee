import {
  BATCH,
  COMPLETE,
  DONE,
  FACTORS,
  FACTORS_STRIDE,
  INSTRUCTION_WORDS,
  ORDER,
  RANDOM,
  START,
  STATUS,
  STEPS,
  STRIDE,
  SUSPECT,
  TAPE,
  TAPE_END,
  THREADS,
  TOTAL,
} from './codes'
import { operationOf } from './operations'
import { firstOf, pointer, Step, word } from './step'

/** Bytes of one instruction. */
const INSTRUCTION: usize = INSTRUCTION_WORDS * 4

/** Puts the place of its function before the operands of every instruction, where the planner wrote its code. */
export function link<T>(tape: usize, end: usize): void {
  for (let at = tape; at < end; at += INSTRUCTION)
    store<u32>(at, load<u32>(changetype<usize>(operationOf<T>(load<i32>(at)))))
}

/**
 * Runs the tape for up to `count` batches, one after the other, without a word to JavaScript in between. Every thread runs
 * the same tape; an instruction works on the thread's samples of the batch, or on its part of the units, or is one thread's.
 */
export function run(context: usize, count: i32, thread: i32): void {
  const step = changetype<Step>(pointer(context, STEPS) + <usize>(thread << 6))
  const total = word(context, TOTAL)
  const batch = word(context, BATCH)
  const begin = pointer(context, TAPE)
  const end = pointer(context, TAPE_END)
  step.context = context
  step.stride = pointer(context, STRIDE)
  step.thread = thread
  step.threads = word(context, THREADS)
  step.start = word(context, START)
  step.factors = pointer(context, FACTORS)
  for (step.number = 0; step.number < count && step.start < total; step.number++) {
    step.rows = min(batch, total - step.start)
    step.first = firstOf(step.rows, thread, step.threads, 4)
    step.last = firstOf(step.rows, thread + 1, step.threads, 4)
    step.order = pointer(context, ORDER) + (<usize>step.start << 2)
    if (thread == 0) keepRandom(pointer(context, RANDOM))
    for (let at = begin; at < end; at += INSTRUCTION) {
      if (call_indirect<bool>(load<u32>(at), step, at)) {
        if (thread == 0) store<i32>(context + STATUS, SUSPECT)
        return
      }
    }
    step.start += step.rows
    step.factors += pointer(context, FACTORS_STRIDE)
    if (thread == 0) store<i32>(context + DONE, step.number + 1)
  }
  if (thread == 0) store<i32>(context + STATUS, COMPLETE)
}

/** The generator's state before the step, behind the state itself: a step that does not happen draws nothing. */
@inline
function keepRandom(state: usize): void {
  v128.store(state, v128.load(state), 16)
}
