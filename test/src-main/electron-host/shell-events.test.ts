import { describe, expect, test } from 'vitest'
import { ShellEvents } from '../../../src-main/electron-host/shell-events'

describe('events for the window', () => {
  test('wait for a page that listens, and come in order', async () => {
    const events = new ShellEvents()
    events.emit({ kind: 'action', id: 'a' })
    events.emit({ kind: 'open-path', path: '/b.csv' })
    expect(events.heard).toBe(false)
    const page = events.listen()
    expect(await page.next()).toEqual({ done: false, value: { kind: 'action', id: 'a' } })
    expect(events.heard).toBe(true)
    expect(await page.next()).toEqual({ done: false, value: { kind: 'open-path', path: '/b.csv' } })
    const waiting = page.next()
    events.emit({ kind: 'close-requested' })
    expect(await waiting).toEqual({ done: false, value: { kind: 'close-requested' } })
    await page.return(undefined)
    expect(events.heard).toBe(false)
  })

  test('end with the signal of a page that is gone', async () => {
    const events = new ShellEvents()
    const controller = new AbortController()
    const page = events.listen(controller.signal)
    const waiting = page.next()
    controller.abort()
    expect(await waiting).toEqual({ done: true, value: undefined })
    expect(events.heard).toBe(false)
  })
})
