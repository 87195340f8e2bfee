import { type Network } from '../schema'
import { type Command } from './command'

/** Puts cards on their places on the canvas, all in one step; does not mark a run as changed. */
export function placeLayers(places: Network['layout']): Command {
  const ids = Object.keys(places)
  return {
    label: ids.length === 1 ? 'Move layer' : 'Move layers',
    mergeKey: `place ${ids.join(' ')}`,
    apply: (document) => ({
      ...document,
      network: { ...document.network, layout: { ...document.network.layout, ...places } },
    }),
  }
}

/** The same for one card. */
export const placeLayer = (id: string, place: Network['layout'][string]): Command => placeLayers({ [id]: place })
