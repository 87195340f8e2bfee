import { AppError } from '@shared/errors'
import { type Capabilities } from '@shared/protocol/shell-service'
import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import { type Loss, type Services } from '../host/host'

/** The way to everything behind the window: whether it is open, and the services while it is. */
export const useConnectionStore = defineStore('connection', () => {
  const state = ref<'connecting' | 'open' | Loss>('connecting')
  const reason = ref('')
  const current = shallowRef<Services | null>(null)
  const capabilities = shallowRef<Capabilities>({ nativeDialogs: false, nativeMenu: false, closesWindow: false })

  function opened(services: Services): void {
    current.value = services
    state.value = 'open'
  }

  function lost(loss: Loss, why: string): void {
    current.value = null
    state.value = loss
    reason.value = why
  }

  /** The services; throws `connection-closed` while there are none. */
  function services(): Services {
    if (!current.value) throw AppError.of('connection-closed', { reason: reason.value || 'not connected yet' })
    return current.value
  }

  return { state, reason, current, capabilities, opened, lost, services }
})
