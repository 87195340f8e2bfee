import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { MessageChannel, Worker } from 'node:worker_threads'
import { compiledProgram, CompiledProgram } from '@engine/compiled/program'
import { tilePeak } from '@engine/compiled/tile-peak'
import { offer, serve } from '@shared/protocol/server'
import { trainingContract } from '@shared/protocol/training-service'
import { TrainingSession } from '../../src-main/services/training/session'
import { workersFrom } from '../../src-main/services/training/threads'
import { trainingService } from '../../src-main/services/training/training-service'
import { portTransport } from '../../src-main/services/transports/port-transport'
import { type BenchProject, benchProject } from './project'
import { type Assignment, type Checked, type Facts, type Introduction, type Measured, type Question } from './protocol'
import { type Workload } from './workloads'

/**
 * Our own contender: a session as the utility process has it, followed by a window that takes an update every 50 ms.
 * All that the bench knows of the engine is in this file and in project.ts.
 */

/** How long the programs of this process took to be planned, compiled and laid out, in milliseconds. */
let building = 0

/** A session with one or two threads, whatever its steps are: the bench compares like with like. */
function sessionWith({ tables }: BenchProject, threads: Assignment['threads']): TrainingSession {
  const script = fileURLToPath(new URL('thread.mjs', import.meta.url))
  const create = compiledProgram({ threads, workers: threads > 1 ? workersFrom(script) : null })
  return new TrainingSession(tables, {
    createProgram: (...run) => {
      const began = performance.now()
      const program = create(...run)
      building += performance.now() - began
      return program
    },
  })
}

/** The arithmetic that trains, in the engine's own words, and the threads that it really uses. */
function engineOf({ run }: TrainingSession): { kernel: string; threads: number } {
  const { kernel, threads } = run?.trainer.program ?? { kernel: 'none', threads: 0 }
  return { kernel, threads }
}

/** Bytes of parameters, optimizer state, activations and data that the engine holds; null: it does not tell. */
function engineBytes({ run }: TrainingSession): number | null {
  const program = run?.trainer.program
  return program instanceof CompiledProgram ? program.bytes : null
}

/** Samples trained so far. */
function samplesDone({ run }: TrainingSession, { rows, batchSize }: Workload): number {
  return run ? run.trainer.epoch * rows + Math.min(rows, run.trainer.batch * batchSize) : 0
}

/** Makes one update, and waits for it. */
async function oneStep(session: TrainingSession, { document }: BenchProject): Promise<void> {
  await new Promise<void>((resolve) => {
    const stop = session.onChange(() => {
      if (session.run?.status === 'running') return
      stop()
      resolve()
    })
    session.step(document, 'batch')
  })
  failIfDiverged(session)
}

function failIfDiverged({ run }: TrainingSession): void {
  if (run?.status === 'failed') throw new Error(run.failure ?? 'training failed')
}

/** The window lives in a thread of its own, so that reading an update costs the trainer nothing, as in the program. */
function watchFromAWindow(session: TrainingSession): void {
  const { port1, port2 } = new MessageChannel()
  const script = 'window.mjs'
  new Worker(fileURLToPath(new URL(script, import.meta.url)), { workerData: port2, transferList: [port2] })
  serve(portTransport(port1), [offer('training', trainingContract, trainingService(session))])
}

/** Time and samples at the first change of the session after so many seconds, at least one update later. */
function markAfter(session: TrainingSession, workload: Workload, seconds: number): Promise<Measured> {
  const began = performance.now()
  const from = samplesDone(session, workload)
  return new Promise((resolve, reject) => {
    const stop = session.onChange(() => {
      const samples = samplesDone(session, workload)
      const now = performance.now()
      const failed = session.run?.status === 'failed'
      if (!failed && (samples === from || now - began < seconds * 1000)) return
      stop()
      if (failed) reject(new Error(session.run?.failure ?? 'training failed'))
      else resolve({ samples, seconds: now / 1000 })
    })
  })
}

async function measure(
  session: TrainingSession,
  { document }: BenchProject,
  { workload, warmUp, seconds }: { workload: Workload; warmUp: number; seconds: number },
): Promise<Measured> {
  session.train(document)
  const start = await markAfter(session, workload, warmUp)
  const end = await markAfter(session, workload, seconds)
  session.pause()
  return { samples: end.samples - start.samples, seconds: end.seconds - start.seconds }
}

async function check({ workload, threads }: Assignment): Promise<Checked> {
  const project = benchProject(workload, { checked: true })
  const session = sessionWith(project, threads)
  session.prepare(project.document)
  const losses: number[] = []
  while (losses.length < workload.checkedSteps) {
    await oneStep(session, project)
    losses.push(session.run?.lastBatchLoss ?? Number.NaN)
  }
  return { losses }
}

/** What the process holds, after a collection where it was started with --expose-gc. */
function residentBytes(): number {
  for (let time = 0; time < 2; time++) globalThis.gc?.()
  return process.memoryUsage.rss()
}

/**
 * Starts a run as a person does: it is built when the project is shown, and makes its first step. Encoding and scaling the
 * data come before both, when data is opened, and do not count.
 */
async function start(session: TrainingSession, project: BenchProject): Promise<Facts['start']> {
  building = 0
  session.prepare(project.document)
  const built = performance.now()
  await oneStep(session, project)
  return { build: building, firstStep: performance.now() - built }
}

async function main(assignment: Assignment): Promise<void> {
  const { workload, threads } = assignment
  const project = benchProject(workload, { checked: false })
  const session = sessionWith(project, threads)
  watchFromAWindow(session)
  const before = residentBytes()
  const started = await start(session, project)
  const { kernel, threads: used } = engineOf(session)

  const answer = async (question: Question): Promise<Measured | Checked | Facts> => {
    switch (question.ask) {
      case 'measure':
        return measure(session, project, { workload, ...question })
      case 'check':
        return check(assignment)
      case 'facts': {
        const own = engineBytes(session)
        const memory =
          own === null
            ? ({ bytes: residentBytes() - before, from: 'process' } as const)
            : ({ bytes: own, from: 'engine' } as const)
        return { kernel, start: started, memory, tilePeak: tilePeak(workload.precision, () => performance.now()) }
      }
    }
  }

  const introduction: Introduction = {
    versions: { Node: process.versions.node, V8: process.versions.v8 },
    threads: used,
  }
  say(introduction)
  for await (const line of createInterface({ input: process.stdin })) say(await answer(JSON.parse(line) as Question))
}

function say(value: object, then: () => void = () => undefined): void {
  process.stdout.write(`${JSON.stringify(value)}\n`, then)
}

main(JSON.parse(process.argv.at(-1) ?? '') as Assignment).then(
  () => process.exit(0),
  (error: unknown) => say({ problem: error instanceof Error ? error.message : String(error) }, () => process.exit(1)),
)
