import { type Command } from './command'

/** Puts a card on its place on the canvas; does not mark a run as changed. */
export function placeLayer(id: string, place: { x: number; y: number }): Command {
  return {
    label: 'Move layer',
    mergeKey: `place ${id}`,
    apply: (document) => ({
      ...document,
      network: { ...document.network, layout: { ...document.network.layout, [id]: place } },
    }),
  }
}
