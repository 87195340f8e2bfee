import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { alias, enginePlugins, here, NODE_TARGET } from '../../../../vite.shared'

/** The script of a helping thread, built for one test file. */
export interface ThreadScript {
  readonly path: string
  remove(): void
}

export async function buildThreadScript(): Promise<ThreadScript> {
  const folder = mkdtempSync(join(here('./node_modules'), '.thread-'))
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    resolve: { alias },
    plugins: enginePlugins,
    ssr: { noExternal: true },
    build: {
      ssr: true,
      target: NODE_TARGET,
      outDir: folder,
      rollupOptions: {
        input: { thread: here('./src-main/utility/thread.ts') },
        output: { format: 'es', entryFileNames: '[name].mjs' },
      },
    },
  })
  return { path: join(folder, 'thread.mjs'), remove: () => rmSync(folder, { recursive: true, force: true }) }
}
