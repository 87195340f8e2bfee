import * as v from 'valibot'
import { identifier } from '../document/schema/values'

export const wholeFrom0 = v.pipe(
  v.number('a whole number from 0 is expected'),
  v.integer('a whole number from 0 is expected'),
  v.minValue(0, 'a whole number from 0 is expected'),
)
/** Row of the data, counted from 0. */
const sample = v.optional(wholeFrom0, 0)
const ofUnit = { layer: identifier, unit: wholeFrom0 }

export const unitNumbers = ['z', 'a', 'derivative', 'gradientOfA', 'delta'] as const
export const outputNumbers = ['target', 'outputLoss'] as const
export const weightNumbers = ['weight', 'weightGradient', 'newWeight'] as const
export const biasNumbers = ['bias', 'biasGradient', 'newBias'] as const
export const pathNumbers = ['sentBack', 'jacobianTerm'] as const

/**
 * Which number of a traced update is meant. Units, inputs and samples are counted from 0, as rows and columns of the
 * matrices in a project file. A layer with a shared bias has one bias: unit 0.
 */
export const numberPlace = v.variant(
  'what',
  [
    v.strictObject({ what: v.picklist(unitNumbers), ...ofUnit, sample }),
    /** What the data asks of an output, and that output's share of the loss of the sample. */
    v.strictObject({ what: v.picklist(outputNumbers), unit: wholeFrom0, sample }),
    v.strictObject({ what: v.picklist(weightNumbers), ...ofUnit, input: wholeFrom0 }),
    v.strictObject({ what: v.picklist(biasNumbers), ...ofUnit }),
    /**
     * sentBack: weight [unit][input] times the unit's delta, what it sends back to that input. jacobianTerm: of softmax, what
     * dC/da of unit `input` adds to the delta of `unit`.
     */
    v.strictObject({ what: v.picklist(pathNumbers), ...ofUnit, input: wholeFrom0, sample }),
    /** The part of dC/da that comes back through the layer `through`. */
    v.strictObject({ what: v.literal('branch'), ...ofUnit, through: identifier, sample }),
    /** A number of the optimizer, as LayerUpdateTrace names it; input null: of the bias. */
    v.strictObject({
      what: v.literal('updateTerm'),
      ...ofUnit,
      input: v.nullable(wholeFrom0),
      term: v.pipe(v.string(), v.minLength(1, 'the name of a term is expected, such as "mean"')),
    }),
    v.strictObject({ what: v.literal('sampleLoss'), sample }),
    /** The mean over the batch, without penalties; and the penalties. */
    v.strictObject({ what: v.picklist(['loss', 'penalty']) }),
  ],
  'a place names a number in "what": z, a, derivative, gradientOfA, delta, target, outputLoss, weight, weightGradient, newWeight, bias, biasGradient, newBias, sentBack, jacobianTerm, branch, updateTerm, sampleLoss, loss or penalty',
)
export type NumberPlace = v.InferOutput<typeof numberPlace>

/** Whether the number belongs to the update of a layer, beyond what a trace of the batch has. */
export function isOfUpdate(place: NumberPlace): place is Extract<NumberPlace, { layer: string }> {
  return place.what === 'newWeight' || place.what === 'newBias' || place.what === 'updateTerm'
}
