/** One open file that is being written. */
export interface WritableFile {
  write(bytes: Uint8Array): Promise<void>
  /** Forces what was written to the disk. */
  sync(): Promise<void>
  close(): Promise<void>
}

export interface FolderEntry {
  readonly name: string
  readonly kind: 'folder' | 'file'
}

/** All disk access of the services: one small interface, so that a test can make the n-th operation fail. */
export interface Files {
  read(path: string): Promise<Uint8Array>
  /** `mode` null: the system's usual permissions. */
  create(path: string, mode: number | null): Promise<WritableFile>
  /** Where a write to `path` belongs, links followed, and the permissions of the file that is there; null for none. */
  place(path: string): Promise<{ path: string; mode: number | null }>
  rename(from: string, to: string): Promise<void>
  remove(path: string): Promise<void>
  /** Forces a folder's entries to the disk, where the system can do that. */
  syncFolder(folder: string): Promise<void>
  makeFolder(folder: string): Promise<void>
  list(folder: string): Promise<FolderEntry[]>
  exists(path: string): Promise<boolean>
}
