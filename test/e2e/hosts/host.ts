import { type Page } from 'playwright'

export type HostName = 'browser' | 'double' | 'electron'

export interface StartOptions {
  /** The folder that the program takes for the person's home; dialogs start there. */
  readonly home: string
  /** A project or CSV file on the command line. */
  readonly path?: string
  readonly environment: Readonly<Record<string, string>>
}

/** The program under test, running in one of its hosts. */
export interface RunningHost {
  readonly page: Page
  /** Addresses the page may load from. */
  isOwnAddress(url: string): boolean
  /** What the next native open dialog answers; hosts without native dialogs show their own in the page. */
  readonly nativeDialogs: NativeDialogs | null
  /** Chooses an entry of the system's menu bar by its labels; null where the page shows the menus. */
  readonly nativeMenu: ((path: readonly string[]) => Promise<void>) | null
  /** What the system does with the window; null where the window is a browser's. */
  readonly system: System | null
  /** Kills the engine's process, as a crash would. */
  killEngine(): Promise<void>
  stop(): Promise<void>
}

export interface NativeDialogs {
  answerOpen(path: string): Promise<void>
  answerSave(path: string): Promise<void>
  /** The button that the next question is answered with. */
  answerQuestion(button: string): Promise<void>
}

export interface System {
  /** The window's close button. */
  closeWindow(): Promise<void>
  /** Resolves when the program has ended. */
  readonly ended: Promise<void>
  /** Title, edited mark and file of the window. */
  titleBar(): Promise<{ title: string; edited: boolean; file: string }>
}
