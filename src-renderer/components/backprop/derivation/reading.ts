import { type OptimizerSettings } from '@shared/catalog/optimizers'
import { type LayerUpdateTrace } from '@shared/inspection/update-trace'
import { type EquationForm } from '../../../stores/study'
import { type NetworkView, type ShownLayer } from './network-view'

/** What is written out: a layer, in a form, for one of its units and one sample of the batch. */
export interface Reading {
  readonly view: NetworkView
  readonly layer: ShownLayer
  readonly form: EquationForm
  /** From 0. */
  readonly unit: number
  /** The input whose weight is chosen; null where none is. */
  readonly input: number | null
  /** Place in the batch. */
  readonly sample: number
  /** Null until it is there, and for a layer without parameters. */
  readonly update: LayerUpdateTrace | null
  /** Of the optimizer that made the update; null where the document has another one by now. */
  readonly settings: OptimizerSettings | null
}

export const samplesIn = ({ view }: Reading): number => view.trace.rows.length

/** How much a sample of the batch counts; 1 where all count alike. */
export const weightOf = ({ view }: Reading, sample: number): number => view.trace.sampleWeights?.[sample] ?? 1

/** "unit h1 of Hidden" in scalar form, else "Hidden". */
export const subject = ({ layer, form, unit }: Reading): string =>
  form === 'scalar' ? `unit ${layer.unitNames[unit] ?? unit + 1} of ${layer.name}` : layer.name
