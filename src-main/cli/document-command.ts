import { type Arguments } from './arguments'
import { openProject } from './open-project'
import { type Workbench } from './workbench'

/** `document PROJECT`: prints the document as JSON. */
export async function documentCommand(args: Arguments, bench: Workbench): Promise<void> {
  const { document } = await openProject(args, bench)
  bench.print(JSON.stringify(document, null, 2))
}
