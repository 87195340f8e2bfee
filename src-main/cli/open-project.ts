import { resolve } from 'node:path'
import { type ProjectDocument } from '@shared/document/schema'
import { AppError } from '@shared/errors'
import { type Arguments } from './arguments'
import { type Workbench } from './workbench'

/** Opens the project that the first positional argument names. */
export async function openProject(
  { positionals: [project] }: Arguments,
  bench: Workbench,
): Promise<{ path: string; document: ProjectDocument }> {
  if (project === undefined)
    throw AppError.of('usage', { problem: 'The path of a project is missing. Run with --help for the options.' })
  const path = resolve(project)
  return { path, document: await bench.projects.open(path) }
}
