import { type EngineLayer } from '../../network'
import { type Plan } from '../plan'

/**
 * Plans a layer: takes its matrices and puts the calls of its forward pass on both tapes. What it returns puts the way back
 * on the training tape.
 */
export type LayerPlanner<Layer extends EngineLayer> = (layer: Layer, plan: Plan) => PlannedLayer

export interface PlannedLayer {
  /** From dC/da of the layer to its delta and to dC/da of its sources. */
  backward?(): void
  /** Gradients of its parameters and their update, when every delta is there. */
  update?(): void
}
