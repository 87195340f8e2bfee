import { useConnectionStore } from '../stores/connection'
import { type Question, useDialogsStore } from '../stores/dialogs'

/** Asks a question, by the system's dialog or the page's own: the index of the pressed button. */
export async function ask(question: Question): Promise<number> {
  const connection = useConnectionStore()
  if (connection.capabilities.nativeDialogs && connection.current) return connection.current.shell.ask(question)
  return useDialogsStore().ask(question)
}
