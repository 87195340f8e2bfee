import {
  type ImportedTable,
  type LessonSource,
  type OpenedProject,
  type ProjectService,
} from '@shared/protocol/project-service'
import { type ProjectDocument } from '@shared/document/schema'
import { type Lesson } from '@shared/lesson/schema'
import { useConnectionStore } from '../stores/connection'
import { useDialogsStore } from '../stores/dialogs'
import { useDocumentStore } from '../stores/document'
import { useLibraryStore } from '../stores/library'
import { useNoticesStore } from '../stores/notices'
import { useSessionStore } from '../stores/session'
import { useLessonStore } from '../stores/lesson'
import { useStudyStore } from '../stores/study'
import { isLesson, isTable } from './choose-path'
import { mayLeave } from './leave'
import { showLesson } from './lesson-steps'
import { markRunOfDocument } from './training-calls'

/** Shows an opened project: the network as a whole, with its first hidden layer selected. */
export function showOpened(opened: OpenedProject): void {
  const store = useDocumentStore()
  const session = useSessionStore()
  const study = useStudyStore()
  store.replace(opened)
  markRunOfDocument()
  session.connectFrom = null
  session.sample = 0
  study.wholeBatch = false
  study.place = 0
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

/** Opens a lesson with its project, and shows its first step beside the equations. */
export async function openLesson(source: LessonSource, name: string): Promise<void> {
  let lesson: Lesson | null = null
  await openAfterAsking(name, async () => {
    const found = await project().openLesson({ source })
    lesson = found.lesson
    return found.opened
  })
  if (lesson === null) return
  useLessonStore().begin(lesson)
  showLesson()
}

const nameOf = (path: string): string => path.split(/[/\\]/).at(-1) ?? path

/** Opens a project file, a lesson, or a table as a new project, whichever the name says. */
export function openPath(path: string): Promise<void> {
  if (isLesson(path)) return openLesson({ kind: 'file', path }, nameOf(path))
  return openAfterAsking(nameOf(path), () => (isTable(path) ? readTable({ path }) : project().open({ path })))
}

/** Text that was pasted or dropped, as a table. */
export const openText = (text: string, name: string): Promise<void> =>
  openAfterAsking(name, () => readTable({ text, name }))

/** A dropped file has a name and contents, but no path. */
export async function openFile(file: File): Promise<void> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  if (isTable(file.name)) return openAfterAsking(file.name, () => readTable({ bytes, name: file.name }))
  if (isLesson(file.name)) return openLesson({ kind: 'bytes', name: file.name, bytes }, file.name)
  return openAfterAsking(file.name, () => project().openBytes({ name: file.name, bytes }))
}

/** Reads a table and lets its target be chosen: null where the person changed their mind. */
async function readTable(from: Parameters<ProjectService['importTable']>[0]): Promise<OpenedProject | null> {
  const table: ImportedTable = await project().importTable(from)
  const target = await useDialogsStore().chooseTarget(table)
  return target === null ? null : project().openTable({ table: table.table, target })
}
