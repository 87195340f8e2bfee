import { useConnectionStore } from '../stores/connection'
import { useDocumentStore } from '../stores/document'
import { useLibraryStore } from '../stores/library'
import { useNoticesStore } from '../stores/notices'
import { useTrainingStore } from '../stores/training'
import { type Action } from './action'
import { chooseSavePath } from './choose-path'

/** Writes the project to `path`; the dirty mark goes only when the file is whole. */
async function writeTo(path: string): Promise<void> {
  const store = useDocumentStore()
  const { project } = useConnectionStore().services()
  const written = store.document
  const { running, figures } = useTrainingStore()
  const saved = await project.save({ path, document: written })
  const now = useTrainingStore()
  store.markSaved(written, saved.path)
  store.trainedSinceSave = running || now.figures.step !== figures.step
  useNoticesStore().inform(`Saved ${store.fileName}.`)
  await useLibraryStore().load(project)
}

/** Saves under the known name, or asks for one. False where nothing was saved. */
export async function saveProject(): Promise<boolean> {
  const store = useDocumentStore()
  const path = store.path ?? (await chooseSavePath(store.fileName))
  if (path === null) return false
  await writeTo(path)
  return true
}

export const save: Action = {
  id: 'file.save',
  label: 'Save',
  shortcut: 'Ctrl+S',
  run: async () => {
    await saveProject()
  },
}

export const saveAs: Action = {
  id: 'file.save-as',
  label: 'Save as…',
  shortcut: 'Ctrl+Shift+S',
  run: async () => {
    const path = await chooseSavePath(useDocumentStore().fileName)
    if (path !== null) await writeTo(path)
  },
}
