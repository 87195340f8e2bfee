/**
 * The text of the title bar. macOS marks an edited document itself and shows the name alone; elsewhere the text carries
 * the mark, because there is nothing else in the title bar or the list of windows that could.
 */
export function titleText(title: string, dirty: boolean, platform: NodeJS.Platform): string {
  return platform === 'darwin' ? title : `${title}${dirty ? ' ●' : ''} – Backprop Studio`
}
