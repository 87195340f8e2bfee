// The Chromium that the test owns: one connection, opened with the first window.
import { config } from '../config.mjs'
import { Cdp } from './cdp.mjs'

/** @type {Promise<Cdp> | undefined} */
let connection
/** @type {Map<string, () => void>} */
const whenGone = new Map()

async function connect() {
  if (!config.cdpUrl) throw new Error('electron double: no Chromium was given; start the app with launchDouble()')
  const cdp = await Cdp.connect(config.cdpUrl)
  cdp.listen('', (method, { targetId }) => {
    if (method === 'Target.targetDestroyed') whenGone.get(targetId)?.()
  })
  await cdp.send('Target.setDiscoverTargets', { discover: true })
  return cdp
}

/**
 * Opens a window in the app's browser context. Playwright reports it as a Page of its own.
 * @param {{ width: number, height: number }} size @param {() => void} gone Called when the target has been destroyed.
 */
export async function openTarget({ width, height }, gone) {
  const cdp = await (connection ??= connect())
  const where = { browserContextId: config.contextId, newWindow: true }
  const { targetId } = await cdp.send('Target.createTarget', { url: 'about:blank', width, height, ...where })
  whenGone.set(targetId, gone)
  const { sessionId } = await cdp.send('Target.attachToTarget', { targetId, flatten: true })
  return {
    send: (method, params) => cdp.send(method, params, sessionId),
    listen: (listener) => cdp.listen(sessionId, listener),
    close: () => cdp.send('Target.closeTarget', { targetId }),
  }
}
