import { Worker, workerData } from 'node:worker_threads'
import { type ThreadJob, workAlong, type Workers } from '@engine/compiled/threads'

/** Threads of this process that help a program along. `script` is the bundle that calls `helpAlong`. */
export function workersFrom(script: string): Workers {
  return {
    start(job) {
      const worker = new Worker(script, { workerData: job })
      // A thread that can't start or fails is not missed: the program trains on the threads that are ready.
      worker.on('error', () => undefined)
      worker.unref()
      return { stop: () => void worker.terminate() }
    },
  }
}

/** The whole life of a helping thread: it ends when its program does. */
export function helpAlong(): void {
  workAlong(workerData as ThreadJob)
}
