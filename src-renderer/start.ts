import { type App, watch, watchEffect } from 'vue'
import { handleShellEvent, listenToWindow } from './actions/incoming'
import { menus } from './actions/index'
import { keepSession, restoreSession, sessionText, showSession } from './actions/keep-session'
import { nativeMenus } from './actions/native-menu'
import { openPath, showOpened } from './actions/open'
import { attempt } from './actions/perform'
import { nextFrame } from './composables/next-frame'
import { connect } from './host/connect'
import { type HostLink, type Services } from './host/host'
import { answerNeighbours, askNeighbour } from './host/neighbour'
import { listen, showPageTitle, showTheme, watchSystemDark } from './host/page'
import { lastingStorage, tabStorage } from './host/storage'
import { useConnectionStore } from './stores/connection'
import { useDocumentStore } from './stores/document'
import { useLibraryStore } from './stores/library'
import { useNoticesStore } from './stores/notices'
import { usePreferencesStore } from './stores/preferences'
import { useTrainingStore } from './stores/training'
import { reconnectKey } from './composables/reconnect'

const FIRST_EXAMPLE = 'iris'
const PREPARE_DELAY = 150
const KEEP_DELAY = 300

/** Ties stores, host and page together; the only place that knows all of them. */
export function start(app: App): void {
  const notices = useNoticesStore()
  app.config.errorHandler = (thrown) => {
    console.error(thrown)
    notices.fail(thrown)
  }
  listen('unhandledrejection', ({ reason }) => notices.fail(reason))
  showPreferences()
  listenToWindow()
  const seat: Seat = { shown: restoreSession(tabStorage), takenOver: false, lostAt: Infinity }
  answerNeighbours(() => (seat.shown ? { text: sessionText(), lostAt: seat.lostAt } : null))
  const link: HostLink = connect({
    opened: (services) => {
      useConnectionStore().opened(services)
      void attempt(() => takeUp(services, seat))
    },
    lost: (loss, reason) => {
      seat.takenOver = loss === 'taken-over'
      if (seat.takenOver) seat.lostAt = Date.now()
      useConnectionStore().lost(loss, reason)
    },
  })
  app.provide(reconnectKey, () => link.reconnect())
  followDocument()
}

/** What this window knows of its place among the tabs. */
interface Seat {
  /** There is a document to go on with. */
  shown: boolean
  /** Another tab had the connection meanwhile, and may have changed the document. */
  takenOver: boolean
  lostAt: number
}

/** A connection is there, for the first time or again. */
async function takeUp(services: Services, seat: Seat): Promise<void> {
  const connection = useConnectionStore()
  const store = useDocumentStore()
  connection.capabilities = await services.shell.capabilities()
  void followShell(services)
  void useLibraryStore().load(services.project).catch(useNoticesStore().fail)
  if (!seat.shown || seat.takenOver) {
    const other = await askNeighbour()
    if (other !== null && showSession(other)) seat.shown = true
  }
  Object.assign(seat, { takenOver: false, lostAt: Infinity })
  // What fails here is shown, and the window goes on: the run may live even where a table is gone.
  if (seat.shown) await attempt(() => services.project.restore({ document: store.document, path: store.path }))
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

function showPreferences(): void {
  const preferences = usePreferencesStore()
  preferences.keepIn(lastingStorage)
  watchSystemDark((dark) => (preferences.systemDark = dark))
  watchEffect(() => showTheme(preferences.shownTheme))
}

/** What has to know when the document changes: the engine, the kept session, the title and the system's menu. */
function followDocument(): void {
  const store = useDocumentStore()
  const connection = useConnectionStore()
  const prepare = debounced(PREPARE_DELAY, () => {
    const { current } = connection
    if (current) void attempt(() => current.training.prepare({ document: store.document }))
  })
  const keepNow = (): void => {
    if (store.opening > 0) keepSession(tabStorage)
  }
  const keep = debounced(KEEP_DELAY, keepNow)
  listen('pagehide', keepNow)
  watch(() => store.document, prepare)
  watch(() => [store.document, store.saved, store.path, store.trainedSinceSave], keep)
  watchEffect(() => {
    const { fileName, path, dirty } = store
    showPageTitle(`${fileName}${dirty ? ' ●' : ''} – Backprop Studio`)
    void connection.current?.shell.showTitle({ title: fileName, path, dirty }).catch(() => undefined)
  })
  watchEffect(() => {
    const { current, capabilities } = connection
    if (current && capabilities.nativeMenu)
      void current.shell.showMenu({ menus: nativeMenus(menus()) }).catch(() => undefined)
  })
}

function debounced(milliseconds: number, work: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null
  return () => {
    if (timer !== null) clearTimeout(timer)
    timer = setTimeout(work, milliseconds)
  }
}
