import * as v from 'valibot'
import { type FigureKind, figureKinds, hasEnding } from '../file-kinds'
import { call, type ContractOf } from './contract'

export interface FolderListing {
  readonly folder: string
  /** Null at the root. */
  readonly parent: string | null
  readonly entries: readonly { readonly name: string; readonly path: string; readonly kind: 'folder' | 'file' }[]
}

/** What the in-page file dialog shows, where the host has no native one; and files that the window makes itself. */
export interface FileService {
  /** The home folder where `folder` is absent; only folders and files that end in one of `endings`. */
  list(argument: { folder?: string | undefined; endings: readonly string[] }): Promise<FolderListing>
  /** `name` in `folder`, with `ending` added where it has none, and whether such a file exists. */
  resolve(argument: { folder: string; name: string; ending: string }): Promise<{ path: string; exists: boolean }>
  /** Writes a figure whole or not at all; its path ends as its kind does. Errors: file-unwritable. */
  writeFigure(argument: { path: string; kind: FigureKind; bytes: Uint8Array }): Promise<void>
}

export const fileContract: ContractOf<FileService> = {
  list: call(v.object({ folder: v.optional(v.string()), endings: v.array(v.string()) })),
  resolve: call(v.object({ folder: v.string(), name: v.pipe(v.string(), v.minLength(1)), ending: v.string() })),
  // A window can write no other file through this call than a figure.
  writeFigure: call(
    v.pipe(
      v.object({ path: v.string(), kind: v.picklist(figureKinds), bytes: v.instance(Uint8Array) }),
      v.check(({ path, kind }) => hasEnding(kind, path), 'the path does not end as files of its kind do'),
    ),
  ),
}
