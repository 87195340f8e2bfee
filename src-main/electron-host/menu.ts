import { type MenuEntry } from '@shared/protocol/shell-service'
import type { MenuItemConstructorOptions } from 'electron'

/** The window's menus as Electron wants them, with the entries that the system itself expects. */
export function menuTemplate(
  menus: readonly { label: string; entries: readonly MenuEntry[] }[],
  platform: NodeJS.Platform,
  run: (id: string) => void,
): MenuItemConstructorOptions[] {
  const own = menus.map(({ label, entries }) => ({
    label,
    submenu: [...items(entries, run), ...systemItems(label, platform)],
  }))
  return platform === 'darwin' ? [{ role: 'appMenu' }, ...own, { role: 'windowMenu' }] : own
}

function items(entries: readonly MenuEntry[], run: (id: string) => void): MenuItemConstructorOptions[] {
  return entries.flatMap((entry): MenuItemConstructorOptions[] => [
    ...(entry.separatorBefore ? [{ type: 'separator' as const }] : []),
    {
      id: entry.id,
      label: entry.label,
      enabled: entry.enabled,
      ...(entry.checked === null ? {} : { type: 'checkbox' as const, checked: entry.checked }),
      ...(entry.shortcut === null ? {} : { accelerator: accelerator(entry.shortcut), registerAccelerator: false }),
      ...(entry.submenu === null ? { click: () => run(entry.id) } : { submenu: items(entry.submenu, run) }),
    },
  ])
}

/** The page handles its shortcuts itself, so they are shown but not registered; cut, copy and paste are the system's. */
function systemItems(label: string, platform: NodeJS.Platform): MenuItemConstructorOptions[] {
  if (label === 'Edit') return [{ type: 'separator' }, { role: 'cut' }, { role: 'copy' }, { role: 'paste' }]
  if (label === 'View') return [{ type: 'separator' }, { role: 'togglefullscreen' }]
  if (label === 'File' && platform !== 'darwin') return [{ type: 'separator' }, { role: 'quit' }]
  return []
}

const accelerator = (shortcut: string): string => shortcut.replace('Ctrl', 'CommandOrControl')
