import { type EngineInput } from '../../network'
import { type LayerPlanner } from './planned-layer'

/** The gathering of the batch, which comes first on the tapes, fills it. */
export const input: LayerPlanner<EngineInput> = ({ id, units }, plan) => {
  plan.place(id, plan.matrix(units))
  return {}
}
