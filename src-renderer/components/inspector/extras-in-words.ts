import { classWeightings, precisions, updateOrders } from '@shared/catalog/choices'
import { clippings } from '@shared/catalog/clippings'
import { metrics } from '@shared/catalog/metrics'
import { type EncodedShape } from '@shared/document/encoding'
import { type TrainingSettings } from '@shared/document/schema'
import { plainNumber } from '../ui/numbers'

const listed = (parts: readonly string[], none: string): string => (parts.length === 0 ? none : parts.join(', '))

/** "L2 0.001, by global norm"; "none". */
export function penaltiesInWords({ regularization: { l1, l2 }, clipping }: TrainingSettings): string {
  return listed(
    [
      ...(l1 > 0 ? [`L1 ${plainNumber(l1)}`] : []),
      ...(l2 > 0 ? [`L2 ${plainNumber(l2)}`] : []),
      ...(clipping.id === 'none' ? [] : [`clipped ${clippings[clipping.id].label.toLowerCase()}`]),
    ],
    'none',
  )
}

export function earlyStoppingInWords({ earlyStopping }: TrainingSettings): string {
  if (!earlyStopping) return 'off'
  const { patience } = earlyStopping
  return `after ${patience} ${patience === 1 ? 'epoch' : 'epochs'}`
}

/** What is measured besides the loss: what is chosen, or the usual one of the task. */
export function metricsInWords({ metrics: chosen }: TrainingSettings, task: EncodedShape['task']): string {
  const usual = metrics[task === 'classification' ? 'accuracy' : 'meanAbsoluteError'].label
  return listed(
    chosen.map((id) => metrics[id].label),
    task === 'none' ? 'as usual' : usual,
  )
}

/** What differs from the usual; "as usual". */
export function advancedInWords({ precision, updateOrder, classWeights }: TrainingSettings): string {
  return listed(
    [
      ...(precision === 'float64' ? [] : [precisions[precision].label]),
      ...(updateOrder === 'simultaneous' ? [] : [updateOrders[updateOrder].label.toLowerCase()]),
      ...(classWeights === 'none' ? [] : [`${classWeightings[classWeights].label.toLowerCase()} classes`]),
    ],
    'as usual',
  )
}
