import { type Initializer, type SettingsOfInitializer } from './initializer'
import { normalWith } from './scaled'

/** LeCun, Bottou, Orr and Mueller, Efficient BackProp, 1998, section 4.6: N(0, 1 / inputs), not truncated. */
export const lecunNormal: Initializer<SettingsOfInitializer<'lecun-normal'>> = {
  id: 'lecun-normal',
  draw: normalWith(({ inputs }) => Math.sqrt(1 / inputs)),
}
