import { PORTS_MESSAGE } from '@shared/protocol/connections'
import { type Transport } from '@shared/protocol/transport'
import { type HostLink, type HostObserver } from './host'
import { messagePortTransport } from './message-port-transport'
import { servicesOver } from './services'

declare global {
  interface Window {
    /** Set by the preload script, which does nothing but hand over ports. */
    readonly backpropStudio?: { requestPorts(): void }
  }
}

/** A new engine is asked for after this many milliseconds: soon, but not in a rush while it fails to start. */
const RETRY_DELAY = 500

/** Takes the ports that the preload script hands over; new ones come after the utility process was started anew. */
export function connectElectron(observer: HostObserver): HostLink {
  let engine: Transport | null = null
  let shell: Transport | null = null
  let current = 0
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    if (event.source !== window || event.data !== PORTS_MESSAGE) return
    const [enginePort, shellPort] = event.ports
    if (!enginePort) return
    const connection = ++current
    for (const previous of [engine, shellPort ? shell : null]) previous?.send(null)
    engine = messagePortTransport(enginePort)
    if (shellPort) shell = messagePortTransport(shellPort)
    if (!shell) return
    const services = servicesOver({ engine, shell }, (reason) => {
      if (connection !== current) return
      observer.lost('dropped', reason)
      setTimeout(reconnect, RETRY_DELAY)
    })
    observer.opened(services)
  })
  const reconnect = (): void => window.backpropStudio?.requestPorts()
  reconnect()
  return { reconnect }
}
