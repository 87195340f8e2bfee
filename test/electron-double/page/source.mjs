// The text of what is injected into every page.
import { makeCodec } from '../wire/codec.mjs'
import { makeBridge } from './bridge.mjs'
import { isolatedWorld } from './isolated-world.mjs'
import { mainWorld } from './main-world.mjs'
import { makePreloadModules } from './preload-modules.mjs'
import { makeRelays } from './relays.mjs'

const inline = (fn) => `(${fn.toString()})`

/** @param {string} secret Name of the events that cross the worlds; unknown to the page. */
export function mainWorldSource(secret) {
  return `${inline(mainWorld)}(${JSON.stringify(secret)}, ${inline(makeBridge)})`
}

/** @param {{ preloadPath: string }} settings @param {string} preload The app's preload bundle, unchanged. */
export function isolatedWorldSource(settings, preload) {
  const parts = [makeBridge, makeCodec, makeRelays, makePreloadModules]
  const named = parts.map((part) => `${part.name}: ${inline(part)}`).join(',\n')
  // The preload comes first: its stack lines are then off by one line only.
  return (
    `((preload) => ${inline(isolatedWorld)}(${JSON.stringify(settings)}, {${named}}, preload))(` +
    `(require, module, exports, process) => {\n${preload}\n})\n//# sourceURL=${settings.preloadPath}`
  )
}
