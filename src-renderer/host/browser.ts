import { type ConnectionName, connectionNames } from '@shared/protocol/connections'
import { type HostLink, type HostObserver, type Loss } from './host'
import { servicesOver } from './services'
import { webSocketTransport } from './web-socket-transport'

/** The close code by which the server says that another tab has taken the connection. */
const TAKEN_OVER = 4001
const RETRY_MILLISECONDS = [500, 1000, 2000, 5000] as const

export function socketAddress(name: ConnectionName, base: string): string {
  const address = new URL(`./connection/${name}`, base)
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:'
  return address.href
}

/** Two WebSockets to the server that gave the page. A dropped connection is tried again by itself, until it is back. */
export function connectBrowser(observer: HostObserver): HostLink {
  let attempt = 0
  let generation = 0
  let timer: ReturnType<typeof setTimeout> | null = null

  const open = (): void => {
    const own = ++generation
    if (timer !== null) clearTimeout(timer)
    timer = null
    const [engine, shell] = connectionNames.map((name) => new WebSocket(socketAddress(name, document.baseURI)))
    if (!engine || !shell) return
    const sockets = [engine, shell]
    const end = (loss: Loss, reason: string): void => {
      if (own !== generation) return
      generation++
      for (const socket of sockets) socket.close()
      observer.lost(loss, reason)
      if (loss === 'dropped') retry()
    }
    for (const socket of sockets) {
      socket.binaryType = 'arraybuffer'
      socket.addEventListener('close', ({ code, reason }) =>
        end(code === TAKEN_OVER ? 'taken-over' : 'dropped', reason || 'the connection was closed'),
      )
      socket.addEventListener('open', () => {
        if (own !== generation || sockets.some(({ readyState }) => readyState !== WebSocket.OPEN)) return
        attempt = 0
        const transports = { engine: webSocketTransport(engine), shell: webSocketTransport(shell) }
        observer.opened(servicesOver(transports, () => undefined))
      })
    }
  }
  const retry = (): void => {
    const wait = RETRY_MILLISECONDS[Math.min(attempt++, RETRY_MILLISECONDS.length - 1)]
    timer = setTimeout(open, wait)
  }
  open()
  return { reconnect: open }
}
