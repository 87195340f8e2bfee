import { type ImportedTable } from '@shared/protocol/project-service'
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'

export interface Question {
  readonly message: string
  readonly detail: string
  readonly buttons: readonly string[]
  /** The button that Escape stands for. */
  readonly cancel: number
}

export interface FileRequest {
  readonly title: string
  readonly endings: readonly string[]
  /** The proposed name where a file is to be saved; null where one is to be opened. */
  readonly saveAs: string | null
}

/** Dialogs that need nothing to be shown and give no answer. */
export type PlainDialog = 'palette' | 'shortcuts' | 'about' | 'templates' | 'figure'

export type Dialog =
  | { readonly kind: 'question'; readonly question: Question; answer(button: number): void }
  | { readonly kind: 'file'; readonly request: FileRequest; answer(path: string | null): void }
  | { readonly kind: 'target'; readonly table: ImportedTable; answer(column: string | null): void }
  | { readonly kind: PlainDialog; answer(): void }

/** Dialogs in the page, the last one on top. Each is a promise for its answer. */
export const useDialogsStore = defineStore('dialogs', () => {
  const stack = shallowRef<readonly Dialog[]>([])

  function open<Answer>(make: (answer: (value: Answer) => void) => Dialog): Promise<Answer> {
    return new Promise((resolve) => {
      const dialog = make((value) => {
        stack.value = stack.value.filter((other) => other !== dialog)
        resolve(value)
      })
      stack.value = [...stack.value, dialog]
    })
  }

  const ask = (question: Question): Promise<number> => open((answer) => ({ kind: 'question', question, answer }))
  const chooseFile = (request: FileRequest): Promise<string | null> =>
    open((answer) => ({ kind: 'file', request, answer }))
  const chooseTarget = (table: ImportedTable): Promise<string | null> =>
    open((answer) => ({ kind: 'target', table, answer }))
  const show = (kind: PlainDialog): Promise<void> =>
    stack.value.some((dialog) => dialog.kind === kind)
      ? Promise.resolve()
      : open<undefined>((answer) => ({ kind, answer: () => answer(undefined) }))

  return { stack, ask, chooseFile, chooseTarget, show }
})
