import { fileURLToPath } from 'node:url'
import { type PluginOption } from 'vite'
import { kernels } from './kernels.plugin.ts'

/** What every build of this project has in common: the app's bundles, the unit tests and the bench. */

export const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

export const alias = { '@shared': here('./src-main/shared'), '@engine': here('./src-main/engine') }

/** The same bundles run in Electron and under the user's own Node. */
export const NODE_TARGET = 'node20.19'

/** Plugins of everything that holds the engine. */
export const enginePlugins: PluginOption[] = [kernels()]
