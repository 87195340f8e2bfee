import { useConnectionStore } from '../stores/connection'
import { useSessionStore } from '../stores/session'
import { attempt } from './perform'

/** The sample whose activations colour the units, and that is traced. */
export function showSample(sample: number): Promise<void> {
  return attempt(async () => {
    await useConnectionStore().services().training.showSample({ sample })
    useSessionStore().sample = sample
  })
}
