import { writeFileSync } from 'node:fs'
import { arch, cpus, platform } from 'node:os'
import { join } from 'node:path'
import { findPython } from './commands'
import { gateFailures } from './gate'
import { measureWorkload } from './measure-workload'
import { type BenchOptions, parseOptions } from './options'
import { isNamed, PEERS } from './peers'
import { aimLines, versionLines, workloadLines, workloadTitle } from './report'
import { type WorkloadResult } from './results'
import { WORKLOADS } from './workloads'

/**
 * The speed of our training against other libraries, doing the same work in turns. Started by the launcher, which has
 * built this file and installed the JavaScript peers; the first argument is the folder test/bench.
 */
async function main([folder = '', ...args]: string[]): Promise<number> {
  const options = parseOptions(args)
  const python = findPython(options.python)
  const machine = { processor: cpus()[0]?.model.trim() ?? '', cores: cpus().length, system: `${platform()} ${arch()}` }
  say(
    `${machine.processor}, ${machine.cores} cores, ${machine.system}; ${options.rounds} rounds of ${options.seconds} s`,
  )
  const results: WorkloadResult[] = []
  for (const workload of WORKLOADS.filter(({ name }) => options.only === null || options.only.includes(name))) {
    say('')
    say(workloadTitle(workload))
    const peers = PEERS.filter((peer) => options.peers === null || isNamed(peer, options.peers))
    const built = import.meta.dirname
    const result = await measureWorkload(workload, { ...options, peers, folder, built, python })
    results.push(result)
    for (const line of workloadLines(result)) say(line)
  }
  say('')
  for (const line of aimLines(results)) say(line)
  const versions = versionLines(results)
  say(versions.join(', '))
  const failures = gateFailures(results)
  const { rounds, seconds } = options
  if (options.only === null && options.peers === null) {
    const written = { machine, versions, rounds, seconds, results, gate: failures }
    writeFileSync(join(folder, 'results.json'), `${JSON.stringify(written, null, 2)}\n`)
  } else say('A part of the bench leaves results.json as it is.')
  return conclude(options, failures)
}

function conclude({ gate }: BenchOptions, failures: readonly string[]): number {
  if (!gate) return 0
  say('')
  for (const failure of failures) say(failure)
  say(
    failures.length === 0
      ? 'The gate is passed.'
      : `The gate is not passed: ${failures.length} of its conditions fail.`,
  )
  return failures.length === 0 ? 0 : 1
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  },
)
