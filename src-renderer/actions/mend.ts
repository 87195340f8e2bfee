import { fixProblem } from '@shared/document/commands'
import { type Problem } from '@shared/document/problem'
import { useDocumentStore } from '../stores/document'
import { useSessionStore } from '../stores/session'

/** What the button that mends a problem says; null where no single edit helps. */
export function mendingLabel(problem: Problem): string | null {
  return fixProblem(useDocumentStore().document, problem)?.label ?? null
}

/** Takes a problem away, as one step that can be undone. */
export function mend(problem: Problem): void {
  const store = useDocumentStore()
  const command = fixProblem(store.document, problem)
  if (!command) return
  store.seal()
  store.dispatch(command)
}

/** Goes to where a problem is: the layer on the canvas, or the page of the data. */
export function showProblem({ layer }: Problem): void {
  const session = useSessionStore()
  session.page = layer === null ? 'data' : 'network'
  if (layer === null) return
  session.inspectorOpen = true
  session.select(layer)
}
