import { type InitializerId, type InitializerSettings } from '@shared/catalog/initializers'
import { type Random } from '../random'

/** The layer whose weights are drawn: every unit has one weight per input. */
export interface Fan {
  readonly units: number
  readonly inputs: number
}

export interface Initializer<Settings extends InitializerSettings> {
  readonly id: Settings['id']
  /** W: [units][inputs]. */
  draw(settings: Settings, fan: Fan, random: Random): number[][]
}

/** The settings of one initializer. */
export type SettingsOfInitializer<Id extends InitializerId> = Extract<InitializerSettings, { id: Id }>

/** [units][inputs], one call of `next` per weight, row by row. */
export function filled({ units, inputs }: Fan, next: () => number): number[][] {
  return Array.from({ length: units }, () => Array.from({ length: inputs }, next))
}
