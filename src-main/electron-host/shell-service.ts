import { type FileKindId, fileKinds } from '@shared/file-kinds'
import { type ShellService } from '@shared/protocol/shell-service'
import { replaceQuestion } from '@shared/replace-question'
import { app, type BrowserWindow, dialog, Menu } from 'electron'
import { nodeFiles } from '../services/files/node-files'
import { menuTemplate } from './menu'
import { savePath } from './save-path'
import { type ShellEvents } from './shell-events'
import { titleText } from './title'

/** Kinds of files as one choice of Electron's dialogs: endings without their dot. */
function filterOf(...kinds: readonly FileKindId[]): { name: string; extensions: string[] } {
  return {
    name: kinds.map((kind) => fileKinds[kind].name).join(' or '),
    extensions: kinds.flatMap((kind) => fileKinds[kind].endings.map((ending) => ending.slice(1))),
  }
}

/** What a window asks of Electron: native dialogs, the menu bar, its title, its end. */
export function electronShell(window: BrowserWindow, events: ShellEvents, close: () => void): ShellService {
  const ask: ShellService['ask'] = async ({ message, detail, buttons, cancel }) => {
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
  }
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
      const filters = [purpose === 'open-project' ? filterOf('project', 'lesson') : filterOf('table')]
      const { canceled, filePaths } = await dialog.showOpenDialog(window, { filters, properties: ['openFile'] })
      return canceled ? null : (filePaths[0] ?? null)
    },
    chooseSavePath: ({ name, kind }) =>
      savePath(kind, {
        choose: async () => {
          const options = { defaultPath: name, filters: [filterOf(kind)] }
          const { canceled, filePath } = await dialog.showSaveDialog(window, options)
          return canceled || filePath === '' ? null : filePath
        },
        exists: nodeFiles.exists,
        mayReplace: async (path) => (await ask(replaceQuestion(path))) === 0,
      }),
    ask,
    close: async () => close(),
  }
}
