import { AppError } from '@shared/errors'
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'

export interface Notice {
  readonly id: number
  readonly kind: 'info' | 'failure'
  readonly text: string
}

/** Sentences for the person at the window; a failure stays until it is dismissed. */
export const useNoticesStore = defineStore('notices', () => {
  const notices = shallowRef<readonly Notice[]>([])
  let nextId = 0

  function add(kind: Notice['kind'], text: string): void {
    const others = notices.value.filter((notice) => notice.text !== text)
    notices.value = [...others, { id: nextId++, kind, text }].slice(-4)
  }
  const inform = (text: string): void => add('info', text)
  /** Shows why something failed; what somebody cancelled is no failure. */
  function fail(thrown: unknown): void {
    const error = AppError.from(thrown)
    if (error.code !== 'cancelled') add('failure', error.message)
  }
  function dismiss(id: number): void {
    notices.value = notices.value.filter((notice) => notice.id !== id)
  }

  return { notices, inform, fail, dismiss }
})
