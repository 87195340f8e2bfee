import { type ShellEvent, type ShellService } from '@shared/protocol/shell-service'

/**
 * The browser host's side of a window: it has no dialogs, menus or title bar of its own, so the page shows them.
 * `path` is the file that the program was started with; the first window opens it.
 */
export function browserShell(takePath: () => string | null): ShellService {
  const pageDoesThat = (): Promise<never> => Promise.reject(new Error('The page shows its own dialogs in this host.'))
  return {
    capabilities: async () => ({ nativeDialogs: false, nativeMenu: false, closesWindow: false }),
    events: (_nothing, signal) => events(takePath, signal),
    showTitle: async () => undefined,
    showMenu: async () => undefined,
    chooseFile: pageDoesThat,
    chooseSavePath: pageDoesThat,
    ask: pageDoesThat,
    close: async () => undefined,
  }
}

async function* events(takePath: () => string | null, signal?: AbortSignal): AsyncGenerator<ShellEvent> {
  const path = takePath()
  if (path !== null) yield { kind: 'open-path', path }
  if (signal && !signal.aborted) await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
}
