import { fitToData } from '@shared/document/commands'
import { diff } from '@shared/document/diff'
import { useDocumentStore } from '../stores/document'
import { type Action } from './action'

/** Input and output layers, loss and output activation as the data asks for them. */
export const fitToMyData: Action = {
  id: 'network.fit-to-data',
  label: 'Fit to my data',
  enabled: () => {
    const { document } = useDocumentStore()
    return diff(document, fitToData().apply(document)).length > 0
  },
  run: () => {
    const store = useDocumentStore()
    store.seal()
    store.dispatch(fitToData())
  },
}
