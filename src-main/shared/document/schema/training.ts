import * as v from 'valibot'
import { callbacks } from '../../catalog/callbacks'
import { classWeightings, precisions, updateOrders } from '../../catalog/choices'
import { clippings } from '../../catalog/clippings'
import { defaultValues, idsOf } from '../../catalog/entry'
import { losses } from '../../catalog/losses'
import { metrics } from '../../catalog/metrics'
import { optimizers } from '../../catalog/optimizers'
import { regularizers } from '../../catalog/regularizers'
import { schedules } from '../../catalog/schedules'
import { parametersSchema, settingsSchema } from './settings'
import { count, seed } from './values'

export const training = v.strictObject({
  loss: v.picklist(idsOf(losses)),
  optimizer: settingsSchema(optimizers),
  schedule: v.optional(settingsSchema(schedules), { id: 'constant' }),
  /** Penalties on the weights of dense layers: lambda of each. */
  regularization: v.optional(v.strictObject(parametersSchema(regularizers)), defaultValues(regularizers)),
  clipping: v.optional(settingsSchema(clippings), { id: 'none' }),
  /** balanced: every class counts as much as any other, whatever its number of samples. */
  classWeights: v.optional(v.picklist(idsOf(classWeightings)), 'none'),
  /** null: trains all epochs. */
  earlyStopping: v.optional(v.nullable(v.strictObject(parametersSchema(callbacks['early-stopping'].parameters))), null),
  /** What is measured at the end of an epoch besides the loss; empty: accuracy of classes, mean absolute error of numbers. */
  metrics: v.optional(v.array(v.picklist(idsOf(metrics))), []),
  /** Epochs from one measurement of both parts to the next; 0: none while training. */
  measureEvery: v.optional(
    v.pipe(v.number(), v.integer('must be a whole number'), v.minValue(0, 'must be at least 0')),
    1,
  ),
  /** sequential: a layer's delta is computed with the weights of the next layer already updated, as in some lectures. */
  updateOrder: v.optional(v.picklist(idsOf(updateOrders)), 'simultaneous'),
  precision: v.optional(v.picklist(idsOf(precisions)), 'float64'),
  batchSize: count,
  epochs: count,
  shuffle: v.boolean(),
  /** Decides the initial weights, the order of the samples and what dropout leaves out. */
  seed,
})
