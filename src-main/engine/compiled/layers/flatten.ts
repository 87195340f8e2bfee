import { type EngineFlatten } from '../../network'
import { type LayerPlanner } from './planned-layer'

/** The same numbers in another shape: another name for its source. */
export const flatten: LayerPlanner<EngineFlatten> = ({ id, sources: [source] }, plan) => {
  plan.alias(id, source)
  return {}
}
