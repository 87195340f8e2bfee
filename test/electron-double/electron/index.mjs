// The double of Electron's main-process module. An import that is not listed here fails at link time.
import { MessageChannelMain } from '../wire/main-ports.mjs'
import { MessagePortMain } from '../wire/ports.mjs'
import { strict } from '../support.mjs'
import { app } from './app.mjs'
import { BrowserWindow } from './browser-window.mjs'
import { clipboard } from './clipboard.mjs'
import { dialog } from './dialog.mjs'
import { ipcMain } from './ipc-main.mjs'
import { Menu, MenuItem } from './menu.mjs'
import { nativeTheme } from './native-theme.mjs'
import { net } from './net.mjs'
import { protocol } from './protocol.mjs'
import { session } from './session.mjs'
import { shell } from './shell.mjs'
import { utilityProcess } from './utility-process.mjs'
import { webContents } from './web-contents.mjs'

export { app, BrowserWindow, clipboard, dialog, ipcMain, Menu, MenuItem, MessageChannelMain, MessagePortMain }
export { nativeTheme, net, protocol, session, shell, utilityProcess, webContents }

const electron = strict('electron', {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  MenuItem,
  MessageChannelMain,
  MessagePortMain,
  nativeTheme,
  net,
  protocol,
  session,
  shell,
  utilityProcess,
  webContents,
})
export default electron

globalThis[Symbol.for('electron double')] = { exports: electron }
