import { copyText } from '../../actions/copy-text'
import { useConnectionStore } from '../../stores/connection'
import { useStudyStore } from '../../stores/study'
import { texDigits } from '../ui/digits'
import { costEquation } from './derivation/cost'
import { veiledEquation } from './derivation/equation'
import { layerEquations } from './derivation/layer-equations'
import { markdown, type Section } from './derivation/latex'
import { type Reading } from './derivation/reading'
import { type Shown } from './use-shown'

/** The equations of every layer in the present form as Markdown with LaTeX, on the clipboard; hidden numbers stay hidden. */
export async function copyWalkThrough(reading: Reading, project: string, shown: Shown): Promise<void> {
  const { inspection } = useConnectionStore().services()
  const { batch } = useStudyStore()
  const sections: Section[] = []
  for (const layer of reading.view.layers) {
    const update = layer.parameters ? await inspection.layerUpdate({ batch, layer: layer.id }) : null
    const unit = Math.min(reading.unit, layer.units - 1)
    sections.push(sectionOf({ ...reading, layer, update, input: null, unit }, shown))
  }
  const text = markdown(`Backpropagation: ${project}`, introductionOf(reading), sections)
  await copyText(text, 'The walk-through is on the clipboard as Markdown with LaTeX.')
}

const sectionOf = (reading: Reading, shown: Shown): Section => ({
  heading: `Layer ${reading.layer.number}: ${reading.layer.name}`,
  equations: layerEquations(reading).map((each) => veiledEquation(each, (place) => shown(place, reading.sample))),
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
