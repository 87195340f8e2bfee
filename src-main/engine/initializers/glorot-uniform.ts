import { type Initializer, type SettingsOfInitializer } from './initializer'
import { uniformWithin } from './scaled'

/** Glorot and Bengio, 2010, equation 16: U(-r, r) with r = sqrt(6 / (inputs + units)). */
export const glorotUniform: Initializer<SettingsOfInitializer<'glorot-uniform'>> = {
  id: 'glorot-uniform',
  draw: uniformWithin(({ units, inputs }) => Math.sqrt(6 / (inputs + units))),
}
