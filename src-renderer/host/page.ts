/** The page as the platform gives it: events of the window and what the platform prefers. */
export function listen<Type extends keyof WindowEventMap>(
  type: Type,
  handler: (event: WindowEventMap[Type]) => void,
  options?: AddEventListenerOptions,
): () => void {
  window.addEventListener(type, handler, options)
  return () => window.removeEventListener(type, handler, options)
}

/** Tells at once and at every change whether the platform is set to dark colours. */
export function watchSystemDark(tell: (dark: boolean) => void): void {
  const query = window.matchMedia('(prefers-color-scheme: dark)')
  tell(query.matches)
  query.addEventListener('change', () => tell(query.matches))
}

export function showTheme(theme: 'light' | 'dark'): void {
  document.documentElement.dataset['theme'] = theme
}

export function showPageTitle(title: string): void {
  document.title = title
}

/** Whether the keyboard writes text now, so that keys with a meaning for text belong to it. */
export function writesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'range', 'button'].includes(target.type)
  return target instanceof HTMLTextAreaElement || target.isContentEditable
}

/** Whether a piece of the page's text is selected, to be copied as text. */
export function selectsText(): boolean {
  const selection = window.getSelection()
  return selection !== null && !selection.isCollapsed
}
