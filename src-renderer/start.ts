import { type App, watch, watchEffect } from 'vue'
import { handleShellEvent, listenToWindow } from './actions/incoming'
import { menus } from './actions/index'
import { keepSession, restoreSession } from './actions/keep-session'
import { nativeMenus } from './actions/native-menu'
import { showOpened } from './actions/open'
import { attempt } from './actions/perform'
import { nextFrame } from './composables/next-frame'
import { connect } from './host/connect'
import { type HostLink, type Services } from './host/host'
import { showPageTitle, showTheme, watchSystemDark } from './host/page'
import { lastingStorage, tabStorage } from './host/storage'
import { useConnectionStore } from './stores/connection'
import { useDocumentStore } from './stores/document'
import { useLibraryStore } from './stores/library'
import { useNoticesStore } from './stores/notices'
import { usePreferencesStore } from './stores/preferences'
import { useTrainingStore } from './stores/training'
import { reconnectKey } from './composables/reconnect'

const FIRST_EXAMPLE = 'iris'
/** How long a start waits for a file that was handed to the program before it opens the first example. */
const OPEN_PATH_PATIENCE = 150
const PREPARE_DELAY = 150
const KEEP_DELAY = 300

/** Ties stores, host and page together; the only place that knows all of them. */
export function start(app: App): void {
  const notices = useNoticesStore()
  app.config.errorHandler = (thrown) => {
    console.error(thrown)
    notices.fail(thrown)
  }
  showPreferences()
  listenToWindow()
  const hadSession = restoreSession(tabStorage)
  let shown = hadSession
  const link: HostLink = connect({
    opened: (services) => {
      useConnectionStore().opened(services)
      void attempt(async () => {
        await takeUp(services, shown)
        shown = true
      })
    },
    lost: (loss, reason) => useConnectionStore().lost(loss, reason),
  })
  app.provide(reconnectKey, () => link.reconnect())
  followDocument()
}

/** A connection is there, for the first time or again. */
async function takeUp(services: Services, shown: boolean): Promise<void> {
  const connection = useConnectionStore()
  const store = useDocumentStore()
  connection.capabilities = await services.shell.capabilities()
  let handedOver = false
  void followShell(services, () => (handedOver = true))
  void useLibraryStore().load(services.project).catch(useNoticesStore().fail)
  if (shown) await services.project.restore({ document: store.document })
  else {
    await new Promise((resolve) => setTimeout(resolve, OPEN_PATH_PATIENCE))
    if (!handedOver) showOpened(await services.project.openExample({ id: FIRST_EXAMPLE }))
  }
  await services.training.prepare({ document: store.document })
  void followRun(services)
}

async function followRun(services: Services): Promise<void> {
  try {
    await useTrainingStore().follow(services.training, nextFrame)
  } catch (thrown) {
    if (useConnectionStore().current === services) useNoticesStore().fail(thrown)
  }
}

async function followShell(services: Services, opensPath: () => void): Promise<void> {
  try {
    for await (const event of services.shell.events()) {
      if (event.kind === 'open-path') opensPath()
      void handleShellEvent(event)
    }
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
  const keep = debounced(KEEP_DELAY, () => keepSession(tabStorage))
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
