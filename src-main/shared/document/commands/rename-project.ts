import { type Command } from './command'

export function renameProject(name: string): Command {
  return { label: 'Rename project', mergeKey: 'rename-project', apply: (document) => ({ ...document, name }) }
}
