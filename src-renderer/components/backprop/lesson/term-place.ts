import { type NumberPlace } from '@shared/lesson/place'
import { type TermPlace } from '../../../stores/study'

/** Where equations and drawing show a number of a lesson; `output` is the id of the output layer. */
export function termPlaceOf(place: NumberPlace, output: string): TermPlace {
  switch (place.what) {
    case 'z':
    case 'a':
    case 'derivative':
    case 'gradientOfA':
    case 'delta':
    case 'bias':
    case 'biasGradient':
    case 'newBias':
      return { what: place.what, layer: place.layer, unit: place.unit, input: null }
    case 'weight':
    case 'weightGradient':
    case 'newWeight':
      return { what: place.what, layer: place.layer, unit: place.unit, input: place.input }
    case 'sentBack':
      return { what: 'weight', layer: place.layer, unit: place.unit, input: place.input }
    case 'jacobianTerm':
      return { what: 'delta', layer: place.layer, unit: place.unit, input: null }
    case 'branch':
      return { what: 'gradientOfA', layer: place.layer, unit: place.unit, input: null }
    case 'updateTerm':
      return {
        what: place.input === null ? 'newBias' : 'newWeight',
        layer: place.layer,
        unit: place.unit,
        input: place.input,
      }
    case 'target':
      return { what: 'target', layer: output, unit: place.unit, input: null }
    case 'outputLoss':
    case 'sampleLoss':
    case 'loss':
    case 'penalty':
      return { what: 'loss', layer: '', unit: null, input: null }
  }
}
