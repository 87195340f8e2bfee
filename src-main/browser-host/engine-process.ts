import { type ChildProcess, fork } from 'node:child_process'
import { type Transport } from '@shared/protocol/transport'
import { engineFlags } from '../services/v8-flags'
import { childConnections } from '../services/transports/child-process-transport'

/** The utility process under plain Node: started when first needed, and again after it died. */
export class EngineProcess {
  private child: ChildProcess | null = null
  private connections: { open(): Transport } | null = null
  private readonly script: string
  private readonly settings: string

  constructor(script: string, settings: string) {
    this.script = script
    this.settings = settings
  }

  /** A new connection to the engine that lives, or to a new one. */
  connect(): Transport {
    return (this.connections ?? this.start()).open()
  }

  stop(): void {
    this.child?.kill()
  }

  private start(): { open(): Transport } {
    const child = fork(this.script, [this.settings], {
      serialization: 'advanced',
      execArgv: [...process.execArgv, ...engineFlags()],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    child.on('exit', () => {
      if (this.child !== child) return
      this.child = null
      this.connections = null
    })
    this.child = child
    this.connections = childConnections(child)
    return this.connections
  }
}
