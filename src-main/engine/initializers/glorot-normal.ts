import { type Initializer, type SettingsOfInitializer } from './initializer'
import { normalWith } from './scaled'

/** Glorot and Bengio, 2010, equation 12: N(0, 2 / (inputs + units)), not truncated (as in PyTorch). */
export const glorotNormal: Initializer<SettingsOfInitializer<'glorot-normal'>> = {
  id: 'glorot-normal',
  draw: normalWith(({ units, inputs }) => Math.sqrt(2 / (inputs + units))),
}
