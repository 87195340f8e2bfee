import { READY, type ThreadJob, TURN, type Workers } from '@engine/compiled/threads'
import { vi } from 'vitest'

/** Workers of a host, watched through the memory that they share with the program. */
export class WatchedWorkers implements Workers {
  private readonly workers: Workers
  private readonly jobs: ThreadJob[] = []

  constructor(workers: Workers) {
    this.workers = workers
  }

  start(job: ThreadJob): { stop(): void } {
    this.jobs.push(job)
    return this.workers.start(job)
  }

  /** Until every thread that was started can take a turn. */
  async ready(): Promise<void> {
    await vi.waitUntil(
      () => this.jobs.length > 0 && this.jobs.every((job) => this.word(job, READY) === this.helpersOf(job)),
      {
        timeout: 20_000,
        interval: 1,
      },
    )
  }

  /** How often the helpers of the newest program were given a part of the work. */
  get turns(): number {
    const job = this.jobs.at(-1)
    return job ? this.word(job, TURN) : 0
  }

  private word({ memory, control }: ThreadJob, place: number): number {
    return Atomics.load(new Int32Array(memory.buffer), control / 4 + place)
  }

  private helpersOf({ memory }: ThreadJob): number {
    return this.jobs.filter((job) => job.memory === memory).length
  }
}
