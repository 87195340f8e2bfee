import { type ShellEvent } from '@shared/protocol/shell-service'
import { listen, selectsText, writesText } from '../host/page'
import { useConnectionStore } from '../stores/connection'
import { useDialogsStore } from '../stores/dialogs'
import { useDocumentStore } from '../stores/document'
import { type Action } from './action'
import { copyLayers, cutLayers, pasteText, selectedText } from './copy-layers'
import { removeSelected } from './delete-layer'
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
    if (!action || action.byClipboard === true) return
    // What the page has own keys for, as selecting all of a text, keeps them where the action has nothing to do.
    if (action.leavesText === true && (writesText(event.target) || !isEnabled(action))) return
    event.preventDefault()
    void perform(action)
  })
  listen('copy', (event) => handOver(event, copyLayers))
  listen('cut', (event) => handOver(event, cutLayers))
  listen('paste', (event) => {
    const text = event.clipboardData?.getData('text/plain') ?? ''
    if (writesText(event.target) || useDialogsStore().stack.length > 0) return
    if (looksLikeTable(text)) {
      event.preventDefault()
      void attempt(() => openText(text, 'Pasted table'))
    } else if (pasteText(text)) event.preventDefault()
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

/** The selected layers go to the clipboard, unless text is selected: then that is what is meant. */
function handOver(event: ClipboardEvent, action: Action): void {
  if (writesText(event.target) || selectsText() || useDialogsStore().stack.length > 0 || !isEnabled(action)) return
  event.clipboardData?.setData('text/plain', selectedText())
  event.preventDefault()
  if (action === cutLayers) removeSelected('Cut layers')
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
