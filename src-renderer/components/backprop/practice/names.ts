import { type BatchTrace, type LayerStepTrace } from '@shared/inspection/step-trace'
import { type PracticePlace } from '@shared/practice/mistakes'

/** The names of a layer's units: those of the data at both ends, h1, h2, … between. */
function unitName(trace: BatchTrace, layer: LayerStepTrace | undefined, unit: number): string {
  const own = layer?.id === trace.output ? trace.targetLabels : layer?.kind === 'input' ? trace.featureLabels : []
  return own[unit] ?? `h${unit + 1}`
}

/** "δ of h1 in Hidden", "∂C/∂w, i1 to h1 in Hidden". */
export function nameOfPlace(trace: BatchTrace, place: PracticePlace): string {
  if (place.what === 'loss') return 'cost C'
  const layer = trace.layers.find(({ id }) => id === place.layer)
  const unit = `${unitName(trace, layer, place.unit)} in ${layer?.name ?? place.layer}`
  switch (place.what) {
    case 'z':
    case 'a':
      return `${place.what} of ${unit}`
    case 'derivative':
      return `σ′(z) of ${unit}`
    case 'gradientOfA':
      return `∂C/∂a of ${unit}`
    case 'delta':
      return `δ of ${unit}`
    case 'weightGradient':
      return `∂C/∂w, ${inputName(trace, layer, place.input)} to ${unit}`
    case 'biasGradient':
      return `∂C/∂b of ${unit}`
    case 'newWeight':
      return `new w, ${inputName(trace, layer, place.input)} to ${unit}`
    case 'newBias':
      return `new b of ${unit}`
  }
}

/** Of one source the name of its unit; of several, which input it is. */
function inputName(trace: BatchTrace, layer: LayerStepTrace | undefined, input: number): string {
  const [source, ...others] = layer?.sources ?? []
  const from = trace.layers.find(({ id }) => id === source)
  return from === undefined || others.length > 0 ? `input ${input + 1}` : unitName(trace, from, input)
}
