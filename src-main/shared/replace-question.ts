/** Asked before a file that is there already is written: by the window's own dialog, and where the system's does not ask. */
export function replaceQuestion(path: string) {
  return {
    message: `${path.split(/[/\\]/).at(-1) ?? path} exists already.`,
    detail: 'Saving replaces what is in it.',
    buttons: ['Replace', 'Cancel'],
    cancel: 1,
  } as const
}
