import { type ShellService } from '@shared/protocol/shell-service'
import { app, type BrowserWindow, dialog, Menu } from 'electron'
import { menuTemplate } from './menu'
import { type ShellEvents } from './shell-events'
import { titleText } from './title'

const projectFilter = { name: 'Backprop Studio project', extensions: ['bpstudio'] }
const dataFilter = { name: 'Table', extensions: ['csv', 'tsv', 'txt'] }

/** What a window asks of Electron: native dialogs, the menu bar, its title, its end. */
export function electronShell(window: BrowserWindow, events: ShellEvents, close: () => void): ShellService {
  return {
    capabilities: async () => ({ nativeDialogs: true, nativeMenu: true, closesWindow: true }),
    startPath: async () => events.takeStartPath(),
    events: (_nothing, signal) => events.listen(signal),
    showTitle: async ({ title, path, dirty }) => {
      window.setTitle(titleText(title, dirty, process.platform))
      window.setDocumentEdited(dirty)
      window.setRepresentedFilename(path ?? '')
      if (path !== null && !dirty) app.addRecentDocument(path)
    },
    showMenu: async ({ menus }) => {
      const template = menuTemplate(menus, process.platform, (id) => events.emit({ kind: 'action', id }))
      Menu.setApplicationMenu(Menu.buildFromTemplate(template))
    },
    chooseFile: async ({ purpose }) => {
      const filters = purpose === 'open-project' ? [projectFilter] : [dataFilter]
      const { canceled, filePaths } = await dialog.showOpenDialog(window, { filters, properties: ['openFile'] })
      return canceled ? null : (filePaths[0] ?? null)
    },
    chooseSavePath: async ({ name }) => {
      const { canceled, filePath } = await dialog.showSaveDialog(window, {
        defaultPath: name,
        filters: [projectFilter],
      })
      if (canceled || filePath === '') return null
      return filePath.toLowerCase().endsWith('.bpstudio') ? filePath : `${filePath}.bpstudio`
    },
    ask: async ({ message, detail, buttons, cancel }) => {
      const { response } = await dialog.showMessageBox(window, {
        type: 'question',
        message,
        detail,
        buttons: [...buttons],
        cancelId: cancel,
        defaultId: 0,
        noLink: true,
      })
      return response
    },
    close: async () => close(),
  }
}
