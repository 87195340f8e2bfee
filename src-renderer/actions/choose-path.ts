import { fileKinds, hasEnding, type WrittenKind } from '@shared/file-kinds'
import { useConnectionStore } from '../stores/connection'
import { useDialogsStore } from '../stores/dialogs'

/** Whether a file is a table by its name. */
export const isTable = (name: string): boolean => hasEnding('table', name)

/** Whether a file is a lesson by its name. */
export const isLesson = (name: string): boolean => hasEnding('lesson', name)

/** A file to open, by the system's dialog or the page's own; null where it was cancelled. */
export async function choosePath(purpose: 'open-project' | 'open-data'): Promise<string | null> {
  const connection = useConnectionStore()
  if (connection.capabilities.nativeDialogs) return connection.services().shell.chooseFile({ purpose })
  return useDialogsStore().chooseFile(
    purpose === 'open-project'
      ? {
          title: 'Open project or lesson',
          endings: [...fileKinds.project.endings, ...fileKinds.lesson.endings],
          saveAs: null,
        }
      : { title: 'Open data', endings: fileKinds.table.endings, saveAs: null },
  )
}

/** A file to write; that it may be overwritten is asked for already. */
export async function chooseSavePath(name: string, kind: WrittenKind = 'project'): Promise<string | null> {
  const connection = useConnectionStore()
  if (connection.capabilities.nativeDialogs) return connection.services().shell.chooseSavePath({ name, kind })
  const title = kind === 'project' ? 'Save project as' : 'Export figure'
  return useDialogsStore().chooseFile({ title, endings: fileKinds[kind].endings, saveAs: name })
}
