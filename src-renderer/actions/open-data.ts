import { type Action } from './action'
import { choosePath } from './choose-path'
import { openPath } from './open'

export const openData: Action = {
  id: 'file.open-data',
  label: 'Open data…',
  shortcut: 'Ctrl+Shift+O',
  run: async () => {
    const path = await choosePath('open-data')
    if (path !== null) await openPath(path)
  },
}
