import { useNoticesStore } from '../stores/notices'

/** Puts a text on the clipboard and says so, or says why it can't. */
export async function copyText(text: string, done: string): Promise<void> {
  const written = await navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  )
  useNoticesStore().inform(written ? done : 'The clipboard may not be written from here.')
}
