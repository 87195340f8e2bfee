import { type MessagePortMain, utilityProcess, type UtilityProcess } from 'electron'

/** The utility process in which training and files live: started when first needed, and again after it died. */
export class EngineProcess {
  private child: UtilityProcess | null = null
  private readonly script: string
  private readonly settings: string

  constructor(script: string, settings: string) {
    this.script = script
    this.settings = settings
  }

  /** Hands one end of a channel to the engine. */
  connect(port: MessagePortMain): void {
    this.running().postMessage(null, [port])
  }

  stop(): void {
    this.child?.kill()
  }

  private running(): UtilityProcess {
    if (this.child) return this.child
    const child = utilityProcess.fork(this.script, [this.settings], {
      serviceName: 'Backprop Studio engine',
      stdio: 'inherit',
    })
    child.on('exit', () => {
      if (this.child === child) this.child = null
    })
    this.child = child
    return child
  }
}
