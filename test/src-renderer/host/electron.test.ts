import { PORTS_MESSAGE } from '@shared/protocol/connections'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { connectElectron } from '../../../src-renderer/host/electron'

class FakePort extends EventTarget {
  onmessage: unknown = null
  closed = false
  start(): void {
    // A fake port needs no start.
  }
  close(): void {
    this.closed = true
  }
  postMessage(): void {
    // Nobody listens.
  }
}

const requestPorts = vi.fn()
const opened = vi.fn()
const lost = vi.fn()

function handOver(ports: FakePort[], data: unknown = PORTS_MESSAGE, source: unknown = window): void {
  window.dispatchEvent(Object.assign(new Event('message'), { data, source, ports }))
}

describe('connectElectron', () => {
  beforeEach(() => {
    vi.clearAllMocks()
    vi.stubGlobal('backpropStudio', { requestPorts })
  })

  it('asks for its ports, takes them, and takes new ones when the engine was started anew', () => {
    connectElectron({ opened, lost })
    expect(requestPorts).toHaveBeenCalledOnce()
    const first = [new FakePort(), new FakePort()]
    handOver(first)
    expect(opened).toHaveBeenCalledOnce()
    first[0]?.dispatchEvent(new Event('close'))
    expect(lost.mock.calls).toEqual([['dropped', 'the process at the other end has ended']])
    handOver([new FakePort(), new FakePort()])
    expect(opened).toHaveBeenCalledTimes(2)
    expect(first[1]?.closed).toBe(true)
    expect(lost).toHaveBeenCalledOnce()
  })

  it('takes no ports from other messages or other windows', () => {
    connectElectron({ opened, lost })
    handOver([new FakePort(), new FakePort()], 'something else')
    handOver([new FakePort(), new FakePort()], PORTS_MESSAGE, null)
    expect(opened).not.toHaveBeenCalled()
  })
})
