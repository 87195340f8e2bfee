import { filled, type Initializer, type SettingsOfInitializer } from './initializer'

/** W = value. */
export const constant: Initializer<SettingsOfInitializer<'constant'>> = {
  id: 'constant',
  draw: ({ value }, fan) => filled(fan, () => value),
}
