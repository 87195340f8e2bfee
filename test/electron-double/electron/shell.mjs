import { record } from '../link.mjs'
import { strict } from '../support.mjs'

/** `shell`: recorded, nothing is opened. */
export const shell = strict('shell', {
  async openExternal(url) {
    record('shell.openExternal', url)
  },
  async openPath(path) {
    record('shell.openPath', path)
    return ''
  },
  showItemInFolder: (path) => record('shell.showItemInFolder', path),
  beep: () => record('shell.beep'),
})
