import { parseArgs } from 'node:util'
import { isNamed, PEERS } from './peers'
import { WORKLOADS } from './workloads'

export interface BenchOptions {
  readonly gate: boolean
  readonly rounds: number
  /** Of each measured window. */
  readonly seconds: number
  /** Null: all. */
  readonly only: readonly string[] | null
  readonly peers: readonly string[] | null
  readonly python: string | undefined
}

export const USAGE = `npm run bench -- [--gate] [--rounds=5] [--seconds=0.7] [--only=W3,W4] [--peers=numpy,torch] [--python=PATH]`

/** Errors: one sentence about the first argument that is wrong. */
export function parseOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      gate: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '0.7' },
      only: { type: 'string' },
      peers: { type: 'string' },
      python: { type: 'string' },
    },
  })
  const rounds = Number(values.rounds)
  const seconds = Number(values.seconds)
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error(`--rounds is a whole number from 1.\n${USAGE}`)
  if (values.gate && rounds < 5) throw new Error(`The gate needs at least 5 rounds.\n${USAGE}`)
  if (!(seconds > 0 && seconds <= 60)) throw new Error(`--seconds is a number up to 60.\n${USAGE}`)
  const only = listOf(values.only)
  const peers = listOf(values.peers)
  const strange =
    only?.find((name) => WORKLOADS.every((workload) => workload.name !== name)) ??
    peers?.find((name) => !PEERS.some((peer) => isNamed(peer, [name])))
  if (strange !== undefined) throw new Error(`There is no "${strange}".\n${USAGE}`)
  return { gate: values.gate, rounds, seconds, only, peers, python: values.python }
}

const listOf = (text: string | undefined): string[] | null => text?.split(',').filter((each) => each !== '') ?? null
