import { type ImportedTable, type OpenedProject, type ProjectService } from '@shared/protocol/project-service'
import { type ProjectDocument } from '@shared/document/schema'
import { useConnectionStore } from '../stores/connection'
import { useDialogsStore } from '../stores/dialogs'
import { useDocumentStore } from '../stores/document'
import { useLibraryStore } from '../stores/library'
import { useNoticesStore } from '../stores/notices'
import { useSessionStore } from '../stores/session'
import { isTable } from './choose-path'
import { mayLeave } from './leave'
import { markRunOfDocument } from './training-calls'

/** Shows an opened project: the network as a whole, with its first hidden layer selected. */
export function showOpened(opened: OpenedProject): void {
  const store = useDocumentStore()
  const session = useSessionStore()
  store.replace(opened)
  markRunOfDocument()
  session.connectFrom = null
  session.sample = 0
  session.refusal = null
  session.selectLayers(firstHidden(store.document))
  session.fitWishes++
  for (const notice of opened.notices) useNoticesStore().inform(notice)
}

/** The layer that is selected at first. */
export const firstHidden = ({ network }: ProjectDocument): string[] =>
  network.layers
    .filter(({ kind }) => kind === 'dense')
    .slice(0, 1)
    .map(({ id }) => id)

/** Opens what `read` reads, once the shown document may go. */
async function openAfterAsking(what: string, read: () => Promise<OpenedProject | null>): Promise<void> {
  if (!(await mayLeave(`opening ${what}`))) return
  const opened = await read()
  if (!opened) return
  showOpened(opened)
  await useLibraryStore().load(useConnectionStore().services().project)
}

const project = () => useConnectionStore().services().project

export const openExample = (id: string, name: string): Promise<void> =>
  openAfterAsking(name, () => project().openExample({ id }))

export const openNew = (): Promise<void> => openAfterAsking('a new project', () => project().create())

const nameOf = (path: string): string => path.split(/[/\\]/).at(-1) ?? path

/** Opens a project file, or a table as a new project, whichever the name says. */
export const openPath = (path: string): Promise<void> =>
  openAfterAsking(nameOf(path), () => (isTable(path) ? readTable({ path }) : project().open({ path })))

/** Text that was pasted or dropped, as a table. */
export const openText = (text: string, name: string): Promise<void> =>
  openAfterAsking(name, () => readTable({ text, name }))

/** A dropped file has a name and contents, but no path. */
export async function openFile(file: File): Promise<void> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  if (isTable(file.name)) return openAfterAsking(file.name, () => readTable({ bytes, name: file.name }))
  return openAfterAsking(file.name, () => project().openBytes({ name: file.name, bytes }))
}

/** Reads a table and lets its target be chosen: null where the person changed their mind. */
async function readTable(from: Parameters<ProjectService['importTable']>[0]): Promise<OpenedProject | null> {
  const table: ImportedTable = await project().importTable(from)
  const target = await useDialogsStore().chooseTarget(table)
  return target === null ? null : project().openTable({ table: table.table, target })
}
