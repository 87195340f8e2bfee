/** Small texts kept beside the page: preferences for good, the open document for as long as the tab lives. */
export interface TextStorage {
  read(key: string): string | null
  /** `null` removes the text. */
  write(key: string, text: string | null): void
}

/** A storage that is full or forbidden loses its texts, and nothing else. */
export function textStorage(open: () => Storage): TextStorage {
  return {
    read(key) {
      try {
        return open().getItem(key)
      } catch {
        return null
      }
    },
    write(key, text) {
      try {
        if (text === null) open().removeItem(key)
        else open().setItem(key, text)
      } catch {
        // Full or forbidden: the page works without it.
      }
    },
  }
}

export const lastingStorage = textStorage(() => localStorage)
export const tabStorage = textStorage(() => sessionStorage)
