import { pastedIds, pasteLayers as pasting } from '@shared/document/commands'
import { copyLayers as copying, readLayers } from '@shared/document/layer-copy'
import { useDocumentStore } from '../stores/document'
import { useNoticesStore } from '../stores/notices'
import { useSessionStore } from '../stores/session'
import { type Action } from './action'
import { mayRemoveSelected, removeSelected } from './delete-layer'
import { selectedIds } from './select-layers'

const anySelected = (): boolean => useSessionStore().page === 'network' && selectedIds().length > 0

/** The selected layers as the clipboard takes them. */
export const selectedText = (): string => copying(useDocumentStore().document, selectedIds())

/** Adds the layers that a text holds, and selects them; false where it holds none or the network is not shown. */
export function pasteText(text: string, label?: string): boolean {
  const session = useSessionStore()
  const copied = readLayers(text)
  if (!copied || session.page !== 'network') return false
  const store = useDocumentStore()
  const ids = pastedIds(store.document, copied)
  store.dispatch(pasting(copied, label))
  session.selectLayers(ids)
  return true
}

async function write(text: string): Promise<boolean> {
  const written = await navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  )
  if (!written)
    useNoticesStore().inform(
      'The clipboard may not be written from here. Press Ctrl+C or Ctrl+X on the canvas instead.',
    )
  return written
}

export const copyLayers: Action = {
  id: 'edit.copy-layers',
  label: 'Copy layers',
  shortcut: 'Ctrl+C',
  byClipboard: true,
  enabled: anySelected,
  run: async () => void (await write(selectedText())),
}

export const cutLayers: Action = {
  id: 'edit.cut-layers',
  label: 'Cut layers',
  shortcut: 'Ctrl+X',
  byClipboard: true,
  enabled: () => anySelected() && mayRemoveSelected(),
  run: async () => {
    if (await write(selectedText())) removeSelected('Cut layers')
  },
}

export const pasteLayers: Action = {
  id: 'edit.paste-layers',
  label: 'Paste layers',
  shortcut: 'Ctrl+V',
  byClipboard: true,
  enabled: () => useSessionStore().page === 'network',
  run: async () => {
    const text = await navigator.clipboard.readText().catch(() => null)
    const { inform } = useNoticesStore()
    if (text === null) inform('The clipboard may not be read from here. Press Ctrl+V on the canvas to paste layers.')
    else if (!pasteText(text)) inform('The clipboard holds no layers. Select layers on the canvas and copy them first.')
  },
}

export const duplicateLayers: Action = {
  id: 'edit.duplicate-layers',
  label: 'Duplicate layers',
  shortcut: 'Ctrl+D',
  leavesText: true,
  enabled: anySelected,
  run: () => void pasteText(selectedText(), 'Duplicate layers'),
}
