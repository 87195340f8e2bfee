import { app, type IpcMainEvent, session, type WebContents } from 'electron'

/** Denies by default what a page could ask for: permissions, devices, other pages, new windows, embedded views. */
export function denyByDefault(): void {
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.defaultSession.setPermissionCheckHandler(() => false)
  session.defaultSession.setDevicePermissionHandler(() => false)
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => event.preventDefault())
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  })
}

/** Whether a message comes from the main frame of `page` in `contents`, and from nowhere else. */
export function isOurPage({ senderFrame, sender }: IpcMainEvent, contents: WebContents, page: string): boolean {
  if (sender !== contents || !senderFrame || senderFrame.parent !== null) return false
  const address = (url: string): string => url.replace(/[?#].*$/, '').replace(/\/$/, '')
  return address(senderFrame.url) === address(page)
}
