import { useDialogsStore } from '../stores/dialogs'
import { type Action } from './action'

export const searchCommands: Action = {
  id: 'help.commands',
  label: 'Search commands',
  shortcut: 'Ctrl+K',
  run: () => useDialogsStore().show('palette'),
}

export const showShortcuts: Action = {
  id: 'help.shortcuts',
  label: 'Keyboard shortcuts',
  shortcut: 'Ctrl+/',
  run: () => useDialogsStore().show('shortcuts'),
}

export const about: Action = {
  id: 'help.about',
  label: 'About Backprop Studio',
  run: () => useDialogsStore().show('about'),
}
