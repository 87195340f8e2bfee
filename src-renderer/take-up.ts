import { handleShellEvent } from './actions/incoming'
import { showSession } from './actions/keep-session'
import { openPath, showOpened } from './actions/open'
import { attempt } from './actions/perform'
import { nextFrame } from './composables/next-frame'
import { type Services } from './host/host'
import { askNeighbour } from './host/neighbour'
import { useConnectionStore } from './stores/connection'
import { useDocumentStore } from './stores/document'
import { useLibraryStore } from './stores/library'
import { useNoticesStore } from './stores/notices'
import { useTrainingStore } from './stores/training'

const FIRST_EXAMPLE = 'iris'

/** What this window knows of its place among the tabs. */
export interface Seat {
  /** There is a document to go on with. */
  shown: boolean
  /** Another tab had the connection meanwhile, and may have changed the document. */
  takenOver: boolean
  lostAt: number
  /** Of the connection there is now, whether or not the window works with it yet. */
  services: Services | null
}

/**
 * A connection is there, for the first time or again. The window works with it only once the engine knows the document:
 * what was trained before would be replaced, and what was saved would lack the weights.
 */
export async function takeUp(services: Services, seat: Seat): Promise<void> {
  const connection = useConnectionStore()
  const store = useDocumentStore()
  connection.capabilities = await services.shell.capabilities()
  if (!seat.shown || seat.takenOver) {
    const other = await askNeighbour()
    if (other !== null && showSession(other)) seat.shown = true
  }
  Object.assign(seat, { takenOver: false, lostAt: Infinity })
  // What fails here is shown, and the window goes on: the run may live even where a table is gone.
  if (seat.shown) await attempt(() => services.project.restore({ document: store.document, path: store.path }))
  if (seat.services !== services) return
  connection.opened(services)
  void followShell(services)
  void useLibraryStore().load(services.project).catch(useNoticesStore().fail)
  const path = await services.shell.startPath()
  if (path !== null) await attempt(() => openPath(path))
  if (!seat.shown && store.opening === 0) showOpened(await services.project.openExample({ id: FIRST_EXAMPLE }))
  seat.shown = true
  await attempt(() => services.training.prepare({ document: store.document }))
  void followRun(services)
}

async function followRun(services: Services): Promise<void> {
  try {
    await useTrainingStore().follow(services.training, nextFrame)
  } catch (thrown) {
    if (useConnectionStore().current === services) useNoticesStore().fail(thrown)
  }
}

async function followShell(services: Services): Promise<void> {
  try {
    for await (const event of services.shell.events()) void handleShellEvent(event)
  } catch (thrown) {
    if (useConnectionStore().current === services) useNoticesStore().fail(thrown)
  }
}
