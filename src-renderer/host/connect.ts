import { connectBrowser } from './browser'
import { connectElectron } from './electron'
import { type HostLink, type HostObserver } from './host'

/** The one place that finds out where the window runs; nothing else asks. */
export function connect(observer: HostObserver): HostLink {
  return 'backpropStudio' in window ? connectElectron(observer) : connectBrowser(observer)
}
