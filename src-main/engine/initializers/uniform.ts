import { filled, type Initializer, type SettingsOfInitializer } from './initializer'

/** U(low, high). */
export const uniform: Initializer<SettingsOfInitializer<'uniform'>> = {
  id: 'uniform',
  draw: ({ low, high }, fan, random) => filled(fan, () => low + (high - low) * random.next()),
}
