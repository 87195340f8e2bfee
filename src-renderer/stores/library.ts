import { type ExampleSummary, type ProjectService } from '@shared/protocol/project-service'
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'

/** What can be opened by a click: the examples that come with the program, and the projects of late. */
export const useLibraryStore = defineStore('library', () => {
  const examples = shallowRef<readonly ExampleSummary[]>([])
  const recent = shallowRef<readonly { readonly path: string; readonly name: string }[]>([])

  async function load(service: ProjectService): Promise<void> {
    ;[examples.value, recent.value] = await Promise.all([service.examples(), service.recent()])
  }

  return { examples, recent, load }
})
