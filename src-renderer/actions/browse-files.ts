import { type FolderListing } from '@shared/protocol/file-service'
import { useConnectionStore } from '../stores/connection'

/** The folder of the last file dialog: where the next one starts. */
let lastFolder: string | undefined

/** What is in a folder: without a name the folder that was looked at last, and at first the home folder. */
export async function listFolder(folder: string | undefined, endings: readonly string[]): Promise<FolderListing> {
  const wanted = folder ?? lastFolder
  const { files } = useConnectionStore().services()
  const listing = await files.list({ endings, ...(wanted === undefined ? {} : { folder: wanted }) })
  lastFolder = listing.folder
  return listing
}

export function resolveName(folder: string, name: string, ending: string): Promise<{ path: string; exists: boolean }> {
  return useConnectionStore().services().files.resolve({ folder, name, ending })
}
