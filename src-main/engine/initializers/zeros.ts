import { filled, type Initializer, type SettingsOfInitializer } from './initializer'

/** W = 0. */
export const zeros: Initializer<SettingsOfInitializer<'zeros'>> = {
  id: 'zeros',
  draw: (_settings, fan) => filled(fan, () => 0),
}
