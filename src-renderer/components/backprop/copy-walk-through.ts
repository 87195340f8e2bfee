import { copyText } from '../../actions/copy-text'
import { useConnectionStore } from '../../stores/connection'
import { useStudyStore } from '../../stores/study'
import { texDigits } from '../ui/digits'
import { costEquation } from './derivation/cost'
import { layerEquations } from './derivation/layer-equations'
import { markdown, type Section } from './derivation/latex'
import { type Reading } from './derivation/reading'

/** The equations of every layer in the present form as Markdown with LaTeX, on the clipboard. */
export async function copyWalkThrough(reading: Reading, project: string): Promise<void> {
  const { inspection } = useConnectionStore().services()
  const { batch } = useStudyStore()
  const sections: Section[] = []
  for (const layer of reading.view.layers) {
    const update = layer.parameters ? await inspection.layerUpdate({ batch, layer: layer.id }) : null
    sections.push(sectionOf({ ...reading, layer, update, input: null, unit: Math.min(reading.unit, layer.units - 1) }))
  }
  const text = markdown(`Backpropagation: ${project}`, introductionOf(reading), sections)
  await copyText(text, 'The walk-through is on the clipboard as Markdown with LaTeX.')
}

const sectionOf = (reading: Reading): Section => ({
  heading: `Layer ${reading.layer.number}: ${reading.layer.name}`,
  equations: layerEquations(reading),
})

/** What it is about, in a sentence. */
export function introductionOf(reading: Reading): string {
  const { view, sample, form } = reading
  const { rows, rate, step } = view.trace
  const about =
    rows.length === 1
      ? `row ${rows[0] ?? 0} of the data`
      : `a batch of ${rows.length} samples${form === 'matrix' ? '' : `, written out for the ${sample + 1}. (row ${rows[sample] ?? 0})`}`
  const columns = form === 'matrix' ? ' The columns of matrices are the samples of the batch.' : ''
  return `Update ${step + 1} from ${about}, learning rate ${texDigits(rate)}, ${costEquation(reading).heading.toLowerCase()}.${columns}`
}
