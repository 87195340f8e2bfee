import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { connectBrowser } from '../../../src-renderer/host/browser'
import { type HostLink } from '../../../src-renderer/host/host'

class FakeWebSocket extends EventTarget {
  static readonly OPEN = 1
  static made: FakeWebSocket[] = []
  readyState = 0
  binaryType = ''
  readonly address: string
  constructor(address: string) {
    super()
    this.address = address
    FakeWebSocket.made.push(this)
  }
  open(): void {
    this.readyState = FakeWebSocket.OPEN
    this.dispatchEvent(new Event('open'))
  }
  drop(code: number, reason = ''): void {
    this.readyState = 3
    this.dispatchEvent(Object.assign(new Event('close'), { code, reason }))
  }
  close(): void {
    this.readyState = 3
  }
}

describe('connectBrowser', () => {
  const opened = vi.fn()
  const lost = vi.fn()
  let link: HostLink
  const latest = (): FakeWebSocket[] => FakeWebSocket.made.slice(-2)

  beforeEach(() => {
    vi.useFakeTimers()
    vi.stubGlobal('WebSocket', FakeWebSocket)
    vi.clearAllMocks()
    FakeWebSocket.made = []
    link = connectBrowser({ opened, lost })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('is open once both connections are', () => {
    const [engine, shell] = latest()
    expect([engine, shell].map((socket) => socket?.address.split('/connection/')[1])).toEqual(['engine', 'shell'])
    engine?.open()
    expect(opened).not.toHaveBeenCalled()
    shell?.open()
    expect(opened).toHaveBeenCalledOnce()
  })

  it('tells of a dropped connection once, and tries again by itself', () => {
    for (const socket of latest()) socket.open()
    for (const socket of latest()) socket.drop(1006, 'the server ended')
    expect(lost.mock.calls).toEqual([['dropped', 'the server ended']])
    vi.advanceTimersByTime(500)
    expect(FakeWebSocket.made.length).toBe(4)
    for (const socket of latest()) socket.open()
    expect(opened).toHaveBeenCalledTimes(2)
  })

  it('leaves the connection to the tab that took it, until it is asked back', () => {
    for (const socket of latest()) socket.open()
    latest()[0]?.drop(4001)
    vi.advanceTimersByTime(60_000)
    expect([lost.mock.calls[0]?.[0], FakeWebSocket.made.length]).toEqual(['taken-over', 2])
    link.reconnect()
    for (const socket of latest()) socket.open()
    expect(opened).toHaveBeenCalledTimes(2)
  })
})
