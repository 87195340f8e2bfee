import { useConnectionStore } from '../stores/connection'
import { useDialogsStore } from '../stores/dialogs'

export const PROJECT_ENDING = '.bpstudio'
export const DATA_ENDINGS = ['.csv', '.tsv', '.txt'] as const

/** A file to open, by the system's dialog or the page's own; null where it was cancelled. */
export async function choosePath(purpose: 'open-project' | 'open-data'): Promise<string | null> {
  const connection = useConnectionStore()
  if (connection.capabilities.nativeDialogs) return connection.services().shell.chooseFile({ purpose })
  return useDialogsStore().chooseFile(
    purpose === 'open-project'
      ? { title: 'Open project', endings: [PROJECT_ENDING], saveAs: null }
      : { title: 'Open data', endings: DATA_ENDINGS, saveAs: null },
  )
}

/** A file to write; that it may be overwritten is asked for already. */
export async function chooseSavePath(name: string): Promise<string | null> {
  const connection = useConnectionStore()
  if (connection.capabilities.nativeDialogs) return connection.services().shell.chooseSavePath({ name })
  return useDialogsStore().chooseFile({ title: 'Save project as', endings: [PROJECT_ENDING], saveAs: name })
}
