import { useDocumentStore } from '../stores/document'
import { ask } from './ask'
import { saveProject } from './save'

/** Whether the shown document may go: asks where something would be lost, and saves where that is wanted. */
export async function mayLeave(before: string): Promise<boolean> {
  const store = useDocumentStore()
  if (!store.dirty) return true
  const button = await ask({
    message: `Save changes to ${store.fileName} before ${before}?`,
    detail: 'Without saving, the changes and the trained weights are lost.',
    buttons: ['Save', "Don't save", 'Cancel'],
    cancel: 2,
  })
  if (button === 0) return saveProject()
  return button === 1
}
