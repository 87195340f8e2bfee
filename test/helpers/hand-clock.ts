import { type Clock } from '../../src-main/services/training/session'

/**
 * Time that moves 1.5 ms with every look at it, so that a slice of 5 ms holds three updates, and turns that run when the
 * test says so.
 */
export class HandClock implements Clock {
  private time = 0
  private tasks: (() => void)[] = []

  now(): number {
    const now = this.time
    this.time += 1.5
    return now
  }

  isoTime(): string {
    return '2024-01-02T03:04:05.000Z'
  }

  soon(task: () => void): void {
    this.tasks.push(task)
  }

  get waiting(): number {
    return this.tasks.length
  }

  /** Runs what waits now, once. */
  turn(): void {
    for (const task of this.tasks.splice(0)) task()
  }

  /** Turns until nothing waits. Errors: when that takes more than `most` turns. */
  finish(most = 100_000): void {
    for (let turns = 0; this.tasks.length > 0; turns++) {
      if (turns === most) throw new Error(`Tasks still wait after ${most} turns.`)
      this.turn()
    }
  }
}
