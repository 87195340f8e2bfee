import { type Random } from '../random'
import { type Fan, filled } from './initializer'
import { normalNumbers } from './normal-numbers'

/** The scale of a layer's weights, from its inputs and units. */
type Scale = (fan: Fan) => number
type Draw = (settings: unknown, fan: Fan, random: Random) => number[][]

/** U(-r, r) with r = range(fan). */
export function uniformWithin(range: Scale): Draw {
  return (_settings, fan, random) => {
    const r = range(fan)
    return filled(fan, () => (2 * random.next() - 1) * r)
  }
}

/** N(0, s^2) with s = deviation(fan). */
export function normalWith(deviation: Scale): Draw {
  return (_settings, fan, random) => {
    const s = deviation(fan)
    const next = normalNumbers(random)
    return filled(fan, () => s * next())
  }
}
