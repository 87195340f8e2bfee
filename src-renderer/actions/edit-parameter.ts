import { setBias, setConnection, setWeight } from '@shared/document/commands'
import { type ParameterPlace } from '@shared/protocol/training-service'
import { MOST_UNITS } from '@shared/document/units'
import { useDocumentStore } from '../stores/document'
import { useTrainingStore } from '../stores/training'
import { attempt } from './perform'
import { changedSinceRun, training } from './training-calls'

/** Why no number of the layer can be typed now, as a sentence; null when one can. */
export function editHindrance(): string | null {
  const { figures, running } = useTrainingStore()
  if (figures.runId === '') return 'The weights are known as soon as there is data to train on.'
  if (changedSinceRun()) return 'The network was changed since this run began. Press Reset, then set its weights.'
  return running ? 'Training changes the weights. Press Pause to type one.' : null
}

/** Before the first step the number is part of the document; later it is an edit that the run records. */
export function editParameter(place: ParameterPlace, value: number): Promise<void> {
  return attempt(async () => {
    const store = useDocumentStore()
    const { service, document } = training()
    if (useTrainingStore().figures.step > 0) {
      await service.editParameter({ ...place, value })
      store.trainedSinceSave = true
      return
    }
    // What was typed just before may not have reached the engine yet.
    await service.prepare({ document })
    const { layer, unit, input } = place
    const { units, weights, biases } = await service.exactRows({ layer, from: 0, count: MOST_UNITS })
    if (units > weights.length || store.document !== document) return
    const shared = biases.length > 0 && sharesBias(layer)
    const command =
      input === null
        ? setBias(layer, shared ? 0 : unit, value, shared ? [...biases.subarray(0, 1)] : [...biases])
        : setWeight(
            layer,
            { unit, input },
            value,
            weights.map((row) => [...row]),
          )
    store.dispatch(command)
    store.seal()
  })
}

function sharesBias(id: string): boolean {
  const layer = useDocumentStore().layer(id)
  return layer?.kind === 'dense' && layer.bias === 'shared'
}

/** Leaves a connection out of the network, or puts it back; a run that has begun no longer fits then. */
export function toggleConnection(layer: string, place: { unit: number; input: number }, exists: boolean): void {
  useDocumentStore().dispatch(setConnection(layer, place, exists))
}
