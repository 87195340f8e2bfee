import { type Initializer, type SettingsOfInitializer } from './initializer'
import { uniformWithin } from './scaled'

/** He, Zhang, Ren and Sun, 2015, equation 10, as a uniform distribution of the same variance: r = sqrt(6 / inputs). */
export const heUniform: Initializer<SettingsOfInitializer<'he-uniform'>> = {
  id: 'he-uniform',
  draw: uniformWithin(({ inputs }) => Math.sqrt(6 / inputs)),
}
