import { useLibraryStore } from '../stores/library'
import { type Action } from './action'
import { openExample, openPath } from './open'

/** One action per example that comes with the program. */
export function exampleActions(): Action[] {
  return useLibraryStore().examples.map(({ id, name }) => ({
    id: `file.open-example.${id}`,
    label: name,
    run: () => openExample(id, name),
  }))
}

/** One action per project of late. */
export function recentActions(): Action[] {
  return useLibraryStore().recent.map(({ path, name }) => ({
    id: `file.open-recent.${path}`,
    label: name,
    run: () => openPath(path),
  }))
}
