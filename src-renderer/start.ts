import { type App, watch, watchEffect } from 'vue'
import { listenToWindow } from './actions/incoming'
import { menus } from './actions/index'
import { keepSession, restoreSession, sessionText } from './actions/keep-session'
import { nativeMenus } from './actions/native-menu'
import { attempt } from './actions/perform'
import { connect } from './host/connect'
import { type HostLink } from './host/host'
import { answerNeighbours } from './host/neighbour'
import { listen, showPageTitle, showTheme, watchSystemDark } from './host/page'
import { lastingStorage, tabStorage } from './host/storage'
import { useConnectionStore } from './stores/connection'
import { useDocumentStore } from './stores/document'
import { useLessonStore } from './stores/lesson'
import { useNoticesStore } from './stores/notices'
import { usePreferencesStore } from './stores/preferences'
import { reconnectKey } from './composables/reconnect'
import { type Seat, takeUp } from './take-up'

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
  const seat: Seat = { shown: restoreSession(tabStorage), takenOver: false, lostAt: Infinity, services: null }
  answerNeighbours(() => (seat.shown ? { text: sessionText(), lostAt: seat.lostAt } : null))
  const link: HostLink = connect({
    opened: (services) => {
      seat.services = services
      void attempt(() => takeUp(services, seat))
    },
    lost: (loss, reason) => {
      seat.services = null
      seat.takenOver = loss === 'taken-over'
      if (seat.takenOver) seat.lostAt = Date.now()
      useConnectionStore().lost(loss, reason)
    },
  })
  app.provide(reconnectKey, () => link.reconnect())
  followDocument()
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
  const lesson = useLessonStore()
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
  watch(() => [store.document, store.saved, store.path, store.trainedSinceSave, lesson.progress], keep)
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
