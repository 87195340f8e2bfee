import { useTemplate as templated } from '@shared/document/commands'
import { type TemplateId } from '@shared/document/templates'
import { useDialogsStore } from '../stores/dialogs'
import { useDocumentStore } from '../stores/document'
import { useSessionStore } from '../stores/session'
import { type Action } from './action'

/** Offers the networks to start from. */
export const chooseTemplate: Action = {
  id: 'network.template',
  label: 'Start from a template…',
  run: () => useDialogsStore().show('templates'),
}

/** Replaces the network by a template, as one step that can be undone. */
export function startFrom(id: TemplateId): void {
  const store = useDocumentStore()
  const session = useSessionStore()
  store.seal()
  store.dispatch(templated(id))
  session.page = 'network'
  session.select(null)
  session.fitWishes++
}
