import { type Action } from './action'
import { choosePath } from './choose-path'
import { openPath } from './open'

export const openProject: Action = {
  id: 'file.open',
  label: 'Open…',
  shortcut: 'Ctrl+O',
  run: async () => {
    const path = await choosePath('open-project')
    if (path !== null) await openPath(path)
  },
}
