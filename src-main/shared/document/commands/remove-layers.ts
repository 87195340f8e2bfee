import { type Command } from './command'
import { removeLayer } from './remove-layer'

/** Removes several layers in one step, each as `removeLayer` does. */
export function removeLayers(ids: readonly string[], label?: string): Command {
  return {
    label: label ?? (ids.length === 1 ? 'Remove layer' : 'Remove layers'),
    apply: (document) => ids.reduce((next, id) => removeLayer(id).apply(next), document),
  }
}
