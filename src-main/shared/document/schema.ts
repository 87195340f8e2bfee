import * as v from 'valibot'
import { dataset, recipe } from './schema/data'
import { network } from './schema/network'
import { training } from './schema/training'
import { identifier, name } from './schema/values'

/** The version this program writes. A higher one is refused untouched; a lower one is migrated step by step. */
export const FORMAT_VERSION = 2

export const projectDocument = v.strictObject({
  formatVersion: v.literal(FORMAT_VERSION),
  id: identifier,
  name,
  network,
  dataset,
  recipe,
  training,
})

export type ProjectDocument = v.InferOutput<typeof projectDocument>
export type Network = ProjectDocument['network']
export type Layer = Network['layers'][number]
export type LayerOf<Kind extends Layer['kind']> = Extract<Layer, { kind: Kind }>
export type InputLayer = LayerOf<'input'>
export type DenseLayer = LayerOf<'dense'>
export type Connection = Network['connections'][number]
export type Dataset = ProjectDocument['dataset']
export type TableDataset = Extract<Dataset, { kind: 'table' }>
export type Column = TableDataset['columns'][number]
export type Recipe = ProjectDocument['recipe']
export type TrainingSettings = ProjectDocument['training']
export type { ClippingSettings } from '../catalog/clippings'
export type { InitializerSettings } from '../catalog/initializers'
export type { OptimizerSettings } from '../catalog/optimizers'
export type { ScheduleSettings } from '../catalog/schedules'
