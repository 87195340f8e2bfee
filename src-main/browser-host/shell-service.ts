import { type ShellEvent, type ShellService } from '@shared/protocol/shell-service'

/**
 * The browser host's side of a window: it has no dialogs, menus or title bar of its own, so the page shows them.
 * `path` is the file that the program was started with; the first window opens it.
 */
export function browserShell(takePath: () => string | null): ShellService {
  const pageDoesThat = (): Promise<never> => Promise.reject(new Error('The page shows its own dialogs in this host.'))
  return {
    capabilities: async () => ({ nativeDialogs: false, nativeMenu: false, closesWindow: false }),
    startPath: async () => takePath(),
    events: (_nothing, signal) => noEvents(signal),
    showTitle: async () => undefined,
    showMenu: async () => undefined,
    chooseFile: pageDoesThat,
    chooseSavePath: pageDoesThat,
    ask: pageDoesThat,
    close: async () => undefined,
  }
}

/** This host has nothing to tell; the stream stays open until the window goes. */
function noEvents(signal?: AbortSignal): AsyncIterable<ShellEvent> {
  const gone = new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }))
  return {
    [Symbol.asyncIterator]: () => ({ next: () => gone.then(() => ({ done: true, value: undefined })) }),
  }
}
