import { type ActivationId } from '@shared/catalog/activations'
import { type TrainingService } from '@shared/protocol/training-service'
import { useConnectionStore } from '../stores/connection'
import { useNoticesStore } from '../stores/notices'

export type Curve = Awaited<ReturnType<TrainingService['activationCurve']>>

const known = new Map<ActivationId, Curve>()

/** Points of an activation as the engine computes them; null while there is no connection. */
export async function activationCurve(activation: ActivationId): Promise<Curve | null> {
  const kept = known.get(activation)
  const { current } = useConnectionStore()
  if (kept || !current) return kept ?? null
  try {
    const curve = await current.training.activationCurve({ activation })
    known.set(activation, curve)
    return curve
  } catch (thrown) {
    useNoticesStore().fail(thrown)
    return null
  }
}
