import { type ShellEvent } from '@shared/protocol/shell-service'
import { listen, writesText } from '../host/page'
import { useConnectionStore } from '../stores/connection'
import { useDialogsStore } from '../stores/dialogs'
import { useDocumentStore } from '../stores/document'
import { allActions } from './index'
import { mayLeave } from './leave'
import { openFile, openPath, openText } from './open'
import { looksLikeTable } from './paste-table'
import { attempt, isEnabled, perform } from './perform'
import { alternatives, shortcutOf } from './shortcuts'

/** Keys, pasted tables, dropped files and the wish to close: what comes to the window rather than to a component. */
export function listenToWindow(): void {
  listen('keydown', (event) => {
    if (event.defaultPrevented || useDialogsStore().stack.length > 0) return
    const pressed = shortcutOf(event)
    const shortcut = alternatives[pressed] ?? pressed
    const action = allActions().find((each) => each.action.shortcut === shortcut)?.action
    if (!action || (action.leavesText === true && writesText(event.target))) return
    event.preventDefault()
    if (isEnabled(action)) void perform(action)
  })
  listen('paste', (event) => {
    const text = event.clipboardData?.getData('text/plain') ?? ''
    if (writesText(event.target) || useDialogsStore().stack.length > 0 || !looksLikeTable(text)) return
    event.preventDefault()
    void attempt(() => openText(text, 'Pasted table'))
  })
  listen('dragover', (event) => {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault()
  })
  listen('drop', (event) => {
    const [file] = event.dataTransfer?.files ?? []
    if (!file) return
    event.preventDefault()
    if (useDialogsStore().stack.length === 0) void attempt(() => openFile(file))
  })
  listen('beforeunload', (event) => {
    // A host that can ask by itself gets `close-requested` answered instead.
    if (useDocumentStore().dirty && !useConnectionStore().capabilities.closesWindow) event.preventDefault()
  })
}

/** What the window's host tells: menu entries, files handed to the program, the wish to close. */
export async function handleShellEvent(event: ShellEvent): Promise<void> {
  switch (event.kind) {
    case 'action': {
      const found = allActions().find(({ action }) => action.id === event.id)
      if (found) await perform(found.action)
      return
    }
    case 'open-path':
      return attempt(() => openPath(event.path))
    case 'close-requested':
      return attempt(async () => {
        if (await mayLeave('closing')) await useConnectionStore().services().shell.close()
      })
  }
}
