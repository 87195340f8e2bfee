/** A kind of file that dialogs know: how it is named there, and the endings it may have; the first is added where none is. */
export interface FileKind {
  readonly name: string
  readonly endings: readonly [string, ...string[]]
}

export const fileKinds = {
  project: { name: 'Backprop Studio project', endings: ['.bpstudio'] },
  lesson: { name: 'Lesson', endings: ['.bplesson'] },
  table: { name: 'Table', endings: ['.csv', '.tsv', '.txt'] },
  svg: { name: 'SVG drawing', endings: ['.svg'] },
  png: { name: 'PNG picture', endings: ['.png'] },
} as const satisfies Record<string, FileKind>

export type FileKindId = keyof typeof fileKinds

/** What people write with a dialog of its own: the project, and figures of it. */
export const writtenKinds = ['project', 'svg', 'png'] as const satisfies readonly FileKindId[]
export type WrittenKind = (typeof writtenKinds)[number]

export const figureKinds = ['svg', 'png'] as const satisfies readonly WrittenKind[]
export type FigureKind = (typeof figureKinds)[number]

/** Whether a name or path ends as files of the kind do. */
export function hasEnding(kind: FileKindId, name: string): boolean {
  return fileKinds[kind].endings.some((ending) => name.toLowerCase().endsWith(ending))
}
