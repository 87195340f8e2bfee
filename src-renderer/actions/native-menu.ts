import { type MenuEntry } from '@shared/protocol/shell-service'
import { type Action } from './action'
import { isSubmenu, type Menu, type MenuItem } from './index'
import { isEnabled } from './perform'

function actionEntry(action: Action, separatorBefore: boolean): MenuEntry {
  return {
    id: action.id,
    label: action.label,
    shortcut: action.shortcut ?? null,
    enabled: isEnabled(action),
    checked: action.checked?.() ?? null,
    submenu: null,
    separatorBefore,
  }
}

function entry(item: MenuItem, separatorBefore: boolean): MenuEntry {
  if (!isSubmenu(item)) return actionEntry(item, separatorBefore)
  return {
    id: item.label,
    label: item.label,
    shortcut: null,
    enabled: item.items.some(isEnabled),
    checked: null,
    submenu: item.items.map((action) => actionEntry(action, false)),
    separatorBefore,
  }
}

/** The menus as the system's menu bar takes them. */
export function nativeMenus(menus: readonly Menu[]): { label: string; entries: MenuEntry[] }[] {
  return menus.map(({ label, groups }) => ({
    label,
    entries: groups.flatMap((group, index) => group.map((item, place) => entry(item, index > 0 && place === 0))),
  }))
}
