import { useNoticesStore } from '../stores/notices'
import { type Action } from './action'

export const isEnabled = (action: Action): boolean => action.enabled?.() ?? true

/** Runs an action if it is enabled; what goes wrong is shown as a sentence. */
export async function perform(action: Action): Promise<void> {
  if (!isEnabled(action)) return
  await attempt(action.run)
}

/** Does something on behalf of the person, and shows why where it fails. */
export async function attempt(work: () => void | Promise<void>): Promise<void> {
  try {
    await work()
  } catch (thrown) {
    useNoticesStore().fail(thrown)
  }
}
