import { type FigureKind, fileKinds } from '@shared/file-kinds'
import { useConnectionStore } from '../stores/connection'
import { useDialogsStore } from '../stores/dialogs'
import { useDocumentStore } from '../stores/document'
import { useNoticesStore } from '../stores/notices'
import { type Action } from './action'
import { chooseSavePath } from './choose-path'

export const exportFigure: Action = {
  id: 'file.export-figure',
  label: 'Export figure…',
  enabled: () => useDocumentStore().document.network.layers.length > 0,
  run: () => useDialogsStore().show('figure'),
}

/** Asks for a name and writes a figure there. False where nothing was written because nobody chose a name. */
export async function saveFigure(kind: FigureKind, bytes: Uint8Array): Promise<boolean> {
  const { files } = useConnectionStore().services()
  const [ending] = fileKinds[kind].endings
  const name = useDocumentStore().fileName.replace(/\.bpstudio$/i, '') + ending
  const path = await chooseSavePath(name, kind)
  if (path === null) return false
  await files.writeFigure({ path, kind, bytes })
  useNoticesStore().inform(`Exported ${path.split(/[/\\]/).at(-1) ?? path}.`)
  return true
}
