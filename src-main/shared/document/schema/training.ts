import * as v from 'valibot'
import { clippings } from '../../catalog/clippings'
import { idsOf } from '../../catalog/entry'
import { losses } from '../../catalog/losses'
import { metrics } from '../../catalog/metrics'
import { optimizers } from '../../catalog/optimizers'
import { schedules } from '../../catalog/schedules'
import { settingsSchema } from './settings'
import { count, notNegative, seed } from './values'

const noPenalty = { l1: 0, l2: 0 }

export const training = v.strictObject({
  loss: v.picklist(idsOf(losses)),
  optimizer: settingsSchema(optimizers),
  schedule: v.optional(settingsSchema(schedules), { id: 'constant' }),
  /** Penalties on the weights of dense layers: lambda of each. */
  regularization: v.optional(v.strictObject({ l1: notNegative, l2: notNegative }), noPenalty),
  clipping: v.optional(settingsSchema(clippings), { id: 'none' }),
  /** balanced: every class counts as much as any other, whatever its number of samples. */
  classWeights: v.optional(v.picklist(['none', 'balanced']), 'none'),
  /** null: trains all epochs. */
  earlyStopping: v.optional(
    v.nullable(v.strictObject({ patience: count, minimumDelta: notNegative, restoreBest: v.boolean() })),
    null,
  ),
  /** What is measured at the end of an epoch besides the loss; empty: accuracy of classes, mean absolute error of numbers. */
  metrics: v.optional(v.array(v.picklist(idsOf(metrics))), []),
  /** Epochs from one measurement of both parts to the next; 0: none while training. */
  measureEvery: v.optional(v.pipe(v.number(), v.integer('must be a whole number'), v.minValue(0)), 1),
  /** sequential: a layer's delta is computed with the weights of the next layer already updated, as in some lectures. */
  updateOrder: v.optional(v.picklist(['simultaneous', 'sequential']), 'simultaneous'),
  precision: v.optional(v.picklist(['float64', 'float32']), 'float64'),
  batchSize: count,
  epochs: count,
  shuffle: v.boolean(),
  /** Decides the initial weights, the order of the samples and what dropout leaves out. */
  seed,
})
