import { nodeKnows, ourCommand, peerCommand, REVECTORIZE } from './commands'
import { type Command, Contender } from './contender'
import { lossProblem } from './correctness'
import { oracleLosses } from './oracle'
import { type Peer } from './peers'
import { type Absence } from './results'
import { type Pair } from './statistics'
import { type Workload } from './workloads'

export interface LineUpOptions {
  readonly peers: readonly Peer[]
  /** The folder test/bench, and that of the built bench. */
  readonly folder: string
  readonly built: string
  /** Null: there is none. */
  readonly python: string | null
}

/** A peer that takes part, ours with as many threads, and what is measured of both. */
export interface Turn {
  readonly peer: Peer
  readonly contender: Contender
  readonly ours: Contender
  readonly pairs: Pair[]
}

/** Everybody who takes part in one workload, started and found to train rightly; they wait until they are asked. */
export class LineUp {
  /** Ours with V8's revectorizer, where this Node has it. */
  revectorized: Contender | null = null
  readonly turns: Turn[] = []
  readonly absent: Absence[] = []
  private readonly workload: Workload
  private readonly options: LineUpOptions
  private readonly expected: readonly number[]
  private readonly started: Contender[] = []

  constructor(workload: Workload, options: LineUpOptions) {
    this.workload = workload
    this.options = options
    this.expected = oracleLosses(workload)
  }

  /** Errors: ours did not start or trains wrongly. A peer that does is absent. */
  async start(): Promise<Contender> {
    const peers = this.options.peers.filter(({ workloads }) => workloads.includes(this.workload.name))
    const own = await this.startOurs(1)
    const withTwo = peers.some(({ threads }) => threads === 2) ? await this.startOurs(2) : own
    for (const peer of peers) {
      try {
        const contender = await this.run(this.commandOf(peer), peer.threads)
        await this.check(contender, peer.float32Only ? 'float32' : this.workload.precision)
        this.turns.push({ peer, contender, ours: peer.threads === 2 ? withTwo : own, pairs: [] })
      } catch (error) {
        this.leave(peer, error)
      }
    }
    if (nodeKnows(REVECTORIZE)) this.revectorized = await this.startOurs(1, [REVECTORIZE])
    return own
  }

  /** A peer is out, for the reason that an error gives. */
  leave({ id, label }: Peer, error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error)
    this.absent.push({ workload: this.workload.name, peer: id, label, reason })
    const place = this.turns.findIndex(({ peer }) => peer.id === id)
    if (place >= 0) this.turns.splice(place, 1)
  }

  close(): void {
    for (const contender of this.started) contender.close()
  }

  /** Ours is checked in a process of its own: a second run in the measured one would count as its memory. */
  private async startOurs(threads: 1 | 2, flags: readonly string[] = []): Promise<Contender> {
    const command = ourCommand(this.options.built, flags)
    const trial = await this.run(command, threads)
    await this.check(trial, this.workload.precision)
    trial.close()
    return this.run(command, threads)
  }

  private async run(command: Command, threads: 1 | 2): Promise<Contender> {
    const contender = await Contender.start(command, { workload: this.workload, threads })
    this.started.push(contender)
    return contender
  }

  private async check(contender: Contender, precision: Workload['precision']): Promise<void> {
    const { losses } = await contender.check()
    const problem = losses && lossProblem(precision, { found: losses, expected: this.expected })
    if (problem !== null) throw new Error(`it trains wrongly: ${problem}`)
  }

  private commandOf(peer: Peer): Command {
    const { folder, python } = this.options
    if (peer.kind === 'python' && python === null)
      throw new Error('no Python with NumPy was found; --python=PATH names one')
    return peerCommand(peer, folder, python ?? '')
  }
}
