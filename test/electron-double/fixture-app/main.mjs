// A small app in the shape of a real one: scheme, one window, a utility process, a menu. State for the tests: `fixture`.
import { app, BrowserWindow, dialog, ipcMain, Menu, MessageChannelMain, net, protocol, session } from 'electron'
import { utilityProcess } from 'electron'
import { fileURLToPath, pathToFileURL } from 'node:url'

const here = (file) => fileURLToPath(new URL(file, import.meta.url))
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-ancestors 'none'"

const fixture = { events: [], messages: [], window: null, child: null, holdClose: false }
globalThis.fixture = fixture
const note = (event) => fixture.events.push(event)

protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }])
app.enableSandbox()

function connect() {
  const { port1, port2 } = new MessageChannelMain()
  fixture.child.postMessage({ type: 'connect' }, [port1])
  fixture.window.webContents.postMessage('connect', { name: 'engine' }, [port2])
}

function startUtility() {
  const child = utilityProcess.fork(here('utility.mjs'), ['--flag'], { serviceName: 'Engine', stdio: 'pipe' })
  child.on('spawn', () => note('spawn'))
  child.on('message', (message) => fixture.messages.push(message))
  child.on('exit', (code) => note(`exit ${code}`))
  fixture.child = child
}
const killUtility = () => process.kill(fixture.child.pid, 'SIGKILL')
Object.assign(fixture, { connect, startUtility, killUtility })

async function serve(request) {
  const { pathname } = new URL(request.url)
  if (pathname === '/echo') return new Response(await request.text())
  const file = pathname === '/' ? '/index.html' : pathname
  const response = await net.fetch(pathToFileURL(here(`page${file}`)).href).catch(() => null)
  if (!response) return new Response('not found', { status: 404 })
  const headers = {
    'content-type': response.headers.get('content-type') ?? 'text/plain',
    'content-security-policy': POLICY,
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
  }
  return new Response(response.body, { headers })
}

function openWindow() {
  const window = new BrowserWindow({
    width: 900,
    height: 600,
    show: false,
    title: 'Fixture',
    webPreferences: { preload: here('preload.cjs') },
  })
  fixture.window = window
  for (const name of ['ready-to-show', 'closed', 'page-title-updated']) window.on(name, () => note(name))
  window.once('ready-to-show', () => window.show())
  window.on('close', (event) => {
    note('close')
    if (fixture.holdClose) event.preventDefault()
  })
  const { webContents } = window
  webContents.setWindowOpenHandler(({ url }) => (note(`open ${url}`), { action: 'deny' }))
  webContents.on('will-navigate', (event) => (note(`navigate ${event.url}`), event.preventDefault()))
  webContents.on('will-attach-webview', (event) => event.preventDefault())
  webContents.on('render-process-gone', (_event, details) => note(`render-process-gone ${details.reason}`))
  void window.loadURL('app://bundle/?view=main')
}

ipcMain.on('ready', () => connect())
ipcMain.handle('echo', (_event, value) => value)
ipcMain.handle('sender', (event) => ({
  url: event.senderFrame.url,
  origin: event.senderFrame.origin,
  isWindow: BrowserWindow.fromWebContents(event.sender) === fixture.window,
}))
ipcMain.on('throw', () => {
  throw new Error('listener failed')
})
ipcMain.handle('fail', () => {
  throw new RangeError('out of range')
})
ipcMain.handle(
  'open',
  async () => (await dialog.showOpenDialog(fixture.window, { properties: ['openFile'] })).filePaths,
)
ipcMain.on('port', (event) => {
  const [port] = event.ports
  port.on('message', ({ data }) => port.postMessage({ main: data }))
  port.start()
})

for (const name of ['before-quit', 'will-quit']) app.on(name, () => note(name))
app.on('window-all-closed', () => (note('window-all-closed'), app.quit()))
app.on('second-instance', (_event, argv, _cwd, data) => note(`second ${argv.at(-1)} ${JSON.stringify(data)}`))
app.on('child-process-gone', (_event, details) => note(`gone ${details.reason} ${details.name}`))

if (app.requestSingleInstanceLock({ from: 'fixture' })) {
  void app.whenReady().then(() => {
    session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
    session.defaultSession.setPermissionCheckHandler(() => false)
    protocol.handle('app', serve)
    Menu.setApplicationMenu(
      Menu.buildFromTemplate([
        {
          label: 'File',
          submenu: [
            { id: 'save', label: 'Save', accelerator: 'CmdOrCtrl+S', click: (item) => note(`menu ${item.label}`) },
            { id: 'off', label: 'Off', enabled: false, click: () => note('menu off') },
            { id: 'wrap', label: 'Wrap', type: 'checkbox', click: (item) => note(`wrap ${item.checked}`) },
            { role: 'quit' },
          ],
        },
      ]),
    )
    startUtility()
    openWindow()
  })
} else app.quit()
