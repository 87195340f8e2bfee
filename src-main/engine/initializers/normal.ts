import { filled, type Initializer, type SettingsOfInitializer } from './initializer'
import { normalNumbers } from './normal-numbers'

/** N(mean, deviation^2). */
export const normal: Initializer<SettingsOfInitializer<'normal'>> = {
  id: 'normal',
  draw({ mean, deviation }, fan, random) {
    const next = normalNumbers(random)
    return filled(fan, () => mean + deviation * next())
  },
}
