import { canReorder, reorderLayer } from '@shared/document/commands'
import { useDocumentStore } from '../stores/document'
import { useSessionStore } from '../stores/session'
import { type Action } from './action'

function moveLayer(id: string, label: string, shortcut: string, by: -1 | 1): Action {
  return {
    id,
    label,
    shortcut,
    enabled: () => {
      const layer = useSessionStore().selectedLayer
      return layer !== null && canReorder(useDocumentStore().document.network, layer, by)
    },
    run: () => {
      const layer = useSessionStore().selectedLayer
      if (layer !== null) useDocumentStore().dispatch(reorderLayer(layer, by))
    },
  }
}

export const moveTowardsInput = moveLayer('network.towards-input', 'Move layer towards the input', 'Ctrl+[', -1)
export const moveTowardsOutput = moveLayer('network.towards-output', 'Move layer towards the output', 'Ctrl+]', 1)
