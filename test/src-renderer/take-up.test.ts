import { type Services } from '../../src-renderer/host/host'
import { useConnectionStore } from '../../src-renderer/stores/connection'
import { useDocumentStore } from '../../src-renderer/stores/document'
import { type Seat, takeUp } from '../../src-renderer/take-up'
import { flushPromises } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { fakeServices, smallDocument } from './helpers/fake-host'

async function* nothing(): AsyncGenerator<never> {}

describe('taking up a connection', () => {
  let seat: Seat
  let restored: () => void
  let services: Services

  beforeEach(() => {
    setActivePinia(createPinia())
    useDocumentStore().replace({ document: smallDocument(), path: null })
    const restoring = new Promise<void>((resolve) => (restored = resolve))
    services = fakeServices({
      shell: {
        capabilities: async () => ({ nativeDialogs: false, nativeMenu: false, closesWindow: false }),
        startPath: async () => null,
        events: nothing,
      },
      project: { restore: () => restoring, examples: async () => [], recent: async () => [] },
      training: { prepare: async () => undefined, updates: nothing },
    })
    seat = { shown: true, takenOver: false, lostAt: Infinity, services }
  })

  it('works with it only once the engine knows the document', async () => {
    const taken = takeUp(services, seat)
    await flushPromises()
    expect(useConnectionStore().current).toBeNull()
    restored()
    await taken
    expect(useConnectionStore().current).toBe(services)
  })

  it('leaves one alone that was lost meanwhile', async () => {
    const taken = takeUp(services, seat)
    await flushPromises()
    seat.services = null
    restored()
    await taken
    expect(useConnectionStore().current).toBeNull()
  })
})
