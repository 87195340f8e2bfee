import * as v from 'valibot'
import { writtenKinds, type WrittenKind } from '../file-kinds'
import { call, type ContractOf, stream } from './contract'

/** What the host can do; components ask for a capability, never for the host. */
export interface Capabilities {
  /** File dialogs and questions of the operating system; else the window shows its own. */
  readonly nativeDialogs: boolean
  /** A menu bar of the operating system; else the window shows its own. */
  readonly nativeMenu: boolean
  /** The host can close the window when asked. */
  readonly closesWindow: boolean
}

export type ShellEvent =
  /** A menu entry: the id of an action. */
  | { readonly kind: 'action'; readonly id: string }
  /** A project or CSV file was handed to the running program: by a second start, or by the system. */
  | { readonly kind: 'open-path'; readonly path: string }
  /** The window wants to close; answer with `close` when nothing is lost. */
  | { readonly kind: 'close-requested' }

export interface MenuEntry {
  readonly id: string
  readonly label: string
  /** "Ctrl+S": Ctrl means Command on macOS. */
  readonly shortcut: string | null
  readonly enabled: boolean
  readonly checked: boolean | null
  readonly submenu: readonly MenuEntry[] | null
  readonly separatorBefore: boolean
}

/** The window's own host: what only the process that owns the window can do. */
export interface ShellService {
  capabilities(): Promise<Capabilities>
  /** The project or CSV file that the program was started with; given once, so that a reload does not open it again. */
  startPath(): Promise<string | null>
  events(argument?: undefined, signal?: AbortSignal): AsyncIterable<ShellEvent>
  showTitle(argument: { title: string; path: string | null; dirty: boolean }): Promise<void>
  /** The menus of the window, for hosts with a native menu bar. */
  showMenu(argument: { menus: readonly { label: string; entries: readonly MenuEntry[] }[] }): Promise<void>
  /** Null when the dialog was cancelled. */
  chooseFile(argument: { purpose: 'open-project' | 'open-data' }): Promise<string | null>
  /** With the ending of the kind; that a file there may be replaced is asked for already. */
  chooseSavePath(argument: { name: string; kind: WrittenKind }): Promise<string | null>
  /** The index of the pressed button. */
  ask(argument: { message: string; detail: string; buttons: readonly string[]; cancel: number }): Promise<number>
  close(): Promise<void>
}

const menuEntry: v.GenericSchema<MenuEntry> = v.object({
  id: v.string(),
  label: v.string(),
  shortcut: v.nullable(v.string()),
  enabled: v.boolean(),
  checked: v.nullable(v.boolean()),
  submenu: v.nullable(v.array(v.lazy(() => menuEntry))),
  separatorBefore: v.boolean(),
})

export const shellContract: ContractOf<ShellService> = {
  capabilities: call(),
  startPath: call(),
  events: stream(),
  showTitle: call(v.object({ title: v.string(), path: v.nullable(v.string()), dirty: v.boolean() })),
  showMenu: call(v.object({ menus: v.array(v.object({ label: v.string(), entries: v.array(menuEntry) })) })),
  chooseFile: call(v.object({ purpose: v.picklist(['open-project', 'open-data']) })),
  chooseSavePath: call(v.object({ name: v.string(), kind: v.picklist(writtenKinds) })),
  ask: call(
    v.object({
      message: v.string(),
      detail: v.string(),
      buttons: v.pipe(v.array(v.string()), v.minLength(1)),
      cancel: v.pipe(v.number(), v.integer(), v.minValue(0)),
    }),
  ),
  close: call(),
}
