import { basename, resolve } from 'node:path'
import { TableStore } from '../services/dataset/table-store'
import { type Files } from '../services/files/files'
import { Examples } from '../services/project/examples'
import { ProjectFiles } from '../services/project/project-files'
import { programs, THREADS } from '../services/training/programs'
import { TrainingSession } from '../services/training/session'

/** What every command works with: the same parts as the window's engine, without a window. */
export interface Workbench {
  readonly files: Files
  readonly tables: TableStore
  readonly session: TrainingSession
  readonly projects: ProjectFiles
  readonly examples: Examples
  /** JSON and results. */
  print(line: string): void
  /** Progress and notices. */
  say(line: string): void
}

/** Where the parts of the program lie that commands need. */
export interface Places {
  readonly resources: string
  /** The bundle that helping threads of training run; null: one thread. */
  readonly threadScript: string | null
}

export function workbench(
  files: Files,
  { resources, threadScript }: Places,
  output: Pick<Workbench, 'print' | 'say'>,
): Workbench {
  const tables = new TableStore()
  const session = new TrainingSession(tables, { createProgram: programs({ threadScript, threads: THREADS }) })
  return {
    files,
    tables,
    session,
    projects: new ProjectFiles(files, tables, session),
    examples: new Examples(files, resources),
    ...output,
  }
}

export const nameOf = (path: string): string => basename(resolve(path))
