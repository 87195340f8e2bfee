import { fileKinds, hasEnding, type WrittenKind } from '@shared/file-kinds'

export interface SaveDialog {
  /** The system's dialog; null where it was cancelled. */
  choose(): Promise<string | null>
  exists(path: string): Promise<boolean>
  mayReplace(path: string): Promise<boolean>
}

/**
 * Where a file is to be written: what was chosen, with the ending of its kind. The system has asked whether the file of the name
 * that it knows may be replaced; of the file whose name only the ending made, this asks, and lets choose again.
 */
export async function savePath(kind: WrittenKind, dialog: SaveDialog): Promise<string | null> {
  for (;;) {
    const chosen = await dialog.choose()
    if (chosen === null) return null
    if (hasEnding(kind, chosen)) return chosen
    const path = chosen + fileKinds[kind].endings[0]
    if (!(await dialog.exists(path)) || (await dialog.mayReplace(path))) return path
  }
}
