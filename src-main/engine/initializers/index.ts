import { type InitializerId, type InitializerSettings } from '@shared/catalog/initializers'
import { type Random } from '../random'
import { constant } from './constant'
import { glorotNormal } from './glorot-normal'
import { glorotUniform } from './glorot-uniform'
import { heNormal } from './he-normal'
import { heUniform } from './he-uniform'
import { type Initializer, type SettingsOfInitializer } from './initializer'
import { lecunNormal } from './lecun-normal'
import { normal } from './normal'
import { orthogonal } from './orthogonal'
import { uniform } from './uniform'
import { zeros } from './zeros'

type Registry = { readonly [Id in InitializerId]: Initializer<SettingsOfInitializer<Id>> }

export const initializerOf: Registry = {
  zeros,
  constant,
  uniform,
  normal,
  'glorot-uniform': glorotUniform,
  'glorot-normal': glorotNormal,
  'he-uniform': heUniform,
  'he-normal': heNormal,
  'lecun-normal': lecunNormal,
  orthogonal,
}

/** W: [units][inputs], drawn row by row (an orthogonal matrix by its rows or columns, of which there are fewer). */
export function drawWeights(settings: InitializerSettings, units: number, inputs: number, random: Random): number[][] {
  // The registry's type pairs every id with its own settings, so an initializer only ever sees settings of its kind.
  const initializer: Initializer<InitializerSettings> = initializerOf[settings.id]
  return initializer.draw(settings, { units, inputs }, random)
}
