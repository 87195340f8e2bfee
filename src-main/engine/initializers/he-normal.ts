import { type Initializer, type SettingsOfInitializer } from './initializer'
import { normalWith } from './scaled'

/** He, Zhang, Ren and Sun, 2015, equation 10: N(0, 2 / inputs), not truncated (as in PyTorch). */
export const heNormal: Initializer<SettingsOfInitializer<'he-normal'>> = {
  id: 'he-normal',
  draw: normalWith(({ inputs }) => Math.sqrt(2 / inputs)),
}
