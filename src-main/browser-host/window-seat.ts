import { type ConnectionName } from '@shared/protocol/connections'
import { type HostTransport } from './web-socket-transport'

/** One window at a time: a second tab takes over, and the first is told so. */
export class WindowSeat {
  private readonly seated = new Map<ConnectionName, HostTransport>()

  take(name: ConnectionName, transport: HostTransport): void {
    this.seated.get(name)?.takeOver()
    this.seated.set(name, transport)
  }
}
