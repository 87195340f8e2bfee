import * as v from 'valibot'
import { call, type ContractOf } from './contract'

export interface FolderListing {
  readonly folder: string
  /** Null at the root. */
  readonly parent: string | null
  readonly entries: readonly { readonly name: string; readonly path: string; readonly kind: 'folder' | 'file' }[]
}

/** What the in-page file dialog shows, where the host has no native one. */
export interface FileService {
  /** The home folder where `folder` is absent; only folders and files that end in one of `endings`. */
  list(argument: { folder?: string | undefined; endings: readonly string[] }): Promise<FolderListing>
  /** `name` in `folder`, with `ending` added where it has none, and whether such a file exists. */
  resolve(argument: { folder: string; name: string; ending: string }): Promise<{ path: string; exists: boolean }>
}

export const fileContract: ContractOf<FileService> = {
  list: call(v.object({ folder: v.optional(v.string()), endings: v.array(v.string()) })),
  resolve: call(v.object({ folder: v.string(), name: v.pipe(v.string(), v.minLength(1)), ending: v.string() })),
}
