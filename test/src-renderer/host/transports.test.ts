import { type FrameReceiver } from '@shared/protocol/transport'
import { describe, expect, it } from 'vitest'
import { socketAddress } from '../../../src-renderer/host/browser'
import { messagePortTransport } from '../../../src-renderer/host/message-port-transport'
import { webSocketTransport } from '../../../src-renderer/host/web-socket-transport'

function receiver(): FrameReceiver & { readonly log: unknown[] } {
  const log: unknown[] = []
  return { log, frame: (frame) => log.push([...frame]), closed: (reason) => log.push(reason) }
}

class FakeSocket extends EventTarget {
  binaryType = 'blob'
  readonly sent: number[][] = []
  closed = false
  send(frame: Uint8Array): void {
    this.sent.push([...frame])
  }
  close(): void {
    this.closed = true
  }
  receive(bytes: number[]): void {
    this.dispatchEvent(new MessageEvent('message', { data: Uint8Array.from(bytes).buffer }))
  }
  drop(reason: string): void {
    this.dispatchEvent(Object.assign(new Event('close'), { code: 1006, reason }))
  }
}

describe('the WebSocket transport', () => {
  it('hands frames over in order, also those that came early, and tells the end once', () => {
    const socket = new FakeSocket()
    const transport = webSocketTransport(socket as unknown as WebSocket)
    socket.receive([1, 2])
    const got = receiver()
    transport.onFrame(got)
    socket.receive([3])
    socket.drop('gone')
    socket.drop('gone again')
    expect(got.log).toEqual([[1, 2], [3], 'gone'])
    expect(socket.binaryType).toBe('arraybuffer')
  })

  it('sends frames until it is closed', () => {
    const socket = new FakeSocket()
    const transport = webSocketTransport(socket as unknown as WebSocket)
    transport.send(Uint8Array.of(7))
    transport.send(null)
    transport.send(Uint8Array.of(8))
    expect([socket.sent, socket.closed]).toEqual([[[7]], true])
  })
})

class FakePort extends EventTarget {
  onmessage: ((event: MessageEvent<unknown>) => void) | null = null
  readonly sent: unknown[] = []
  postMessage(value: unknown): void {
    this.sent.push(value)
  }
  start(): void {
    this.sent.push('started')
  }
  close(): void {
    this.sent.push('closed')
  }
}

describe('the MessagePort transport', () => {
  it('takes Uint8Array frames and nothing else, and tells when the other end is gone', () => {
    const port = new FakePort()
    const transport = messagePortTransport(port as unknown as MessagePort)
    const got = receiver()
    transport.onFrame(got)
    port.onmessage?.(new MessageEvent('message', { data: Uint8Array.of(1) }))
    port.onmessage?.(new MessageEvent('message', { data: 'text' }))
    port.dispatchEvent(new Event('close'))
    transport.send(Uint8Array.of(2))
    expect(got.log).toEqual([[1], 'the process at the other end has ended'])
    expect(port.sent).toEqual(['started'])
  })
})

describe('the address of a socket', () => {
  it('is beside the page, whatever its scheme', () => {
    expect(socketAddress('engine', 'http://127.0.0.1:8123/')).toBe('ws://127.0.0.1:8123/connection/engine')
    expect(socketAddress('shell', 'https://host/a/index.html')).toBe('wss://host/a/connection/shell')
  })
})
