import { type Command } from './command'

/**
 * Several commands as one edit and one undo step: one after the other, under one label. With a `mergeKey`, edits in a
 * row with that key are one step too.
 */
export function together(label: string, commands: readonly Command[], mergeKey?: string): Command {
  return {
    label,
    ...(mergeKey === undefined ? {} : { mergeKey }),
    apply: (document) => commands.reduce((current, command) => command.apply(current), document),
  }
}
