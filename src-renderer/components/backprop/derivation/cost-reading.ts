import { type TermPlace } from '../../../stores/study'
import { type Reading } from './reading'

/** Where the cost stands among the terms. */
export const COST: TermPlace = { what: 'loss', layer: '', unit: null, input: null }

/** The reading as one of the output layer, whose a the cost is taken of. */
export const ofOutput = (reading: Reading): Reading => ({
  ...reading,
  layer: reading.view.output,
  unit: reading.layer.id === reading.view.output.id ? reading.unit : 0,
})
