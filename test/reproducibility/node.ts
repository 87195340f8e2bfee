import { fileURLToPath } from 'node:url'
import { READY, type ThreadJob, type Workers } from '@engine/compiled/threads'
import { workersFrom } from '../../src-main/services/training/threads'
import { setEngineFlags } from '../../src-main/services/v8-flags'
import { interrupted, runAll, type Runtime, throughOnOne, type Way } from './run'

/** Entry for a Node: prints what this runtime gives as one line of JSON. */

setEngineFlags()

/** Two threads of which the second is known to be there before the first update. */
function twoThreads(): Way {
  const host = workersFrom(fileURLToPath(new URL('./thread.mjs', import.meta.url)))
  let newest: ThreadJob | null = null
  const workers: Workers = {
    start(job) {
      newest = job
      return host.start(job)
    },
  }
  return {
    ...throughOnOne,
    name: 'two threads',
    threading: { threads: 2, workers },
    async ready() {
      while (newest && Atomics.load(new Int32Array(newest.memory.buffer), newest.control / 4 + READY) === 0)
        await new Promise((resolve) => setImmediate(resolve))
    },
  }
}

const runtime: Runtime = {
  name: `Node ${process.versions.node}`,
  version: `V8 ${process.versions.v8}`,
  runs: await runAll([throughOnOne, interrupted, twoThreads()]),
}
process.stdout.write(`${JSON.stringify(runtime)}\n`)
