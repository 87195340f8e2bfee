import { alignLayers as aligning, type Alignment } from '@shared/document/commands'
import { useDocumentStore } from '../stores/document'
import { useSessionStore } from '../stores/session'
import { type Action } from './action'
import { selectedIds } from './select-layers'

function align(to: Alignment, label: string): Action {
  const spreads = to === 'across' || to === 'down'
  return {
    id: `network.align-${to}`,
    label,
    enabled: () => useSessionStore().page === 'network' && selectedIds().length >= (spreads ? 3 : 2),
    run: () => useDocumentStore().dispatch(aligning(selectedIds(), to)),
  }
}

/** For two selected layers or more; a distribution needs a third between them. */
export const alignLayers: readonly Action[] = [
  align('left', 'Left sides'),
  align('centre', 'Centres'),
  align('right', 'Right sides'),
  align('top', 'Tops'),
  align('middle', 'Middles'),
  align('bottom', 'Bottoms'),
  align('across', 'Distribute across'),
  align('down', 'Distribute down'),
]
