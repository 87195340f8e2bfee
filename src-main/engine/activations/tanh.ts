import { elementwise } from './activation'

/** a = tanh z, da/dz = 1 - a^2. */
export const tanh = elementwise('tanh', Math.tanh, (_z, a) => 1 - a * a)
