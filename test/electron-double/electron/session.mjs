import { record } from '../link.mjs'
import { strict } from '../support.mjs'
import { protocol } from './protocol.mjs'

/** Handlers that are recorded and never asked. @param {string} prefix @param {string[]} names */
function recorded(prefix, ...names) {
  return Object.fromEntries(names.map((name) => [name, (...args) => record(`${prefix}.${name}`, ...args)]))
}

const webRequest = recorded('session.webRequest', 'onBeforeRequest', 'onBeforeSendHeaders', 'onHeadersReceived')
const handlers = recorded(
  'session',
  'setPermissionRequestHandler',
  'setPermissionCheckHandler',
  'setDevicePermissionHandler',
  'setSpellCheckerEnabled',
)

/** `session`: the default one. */
export const session = strict('session', {
  defaultSession: strict('session.defaultSession', {
    ...handlers,
    protocol,
    webRequest: strict('session.webRequest', webRequest),
    on(event) {
      record('session.on', event)
      return this
    },
  }),
})
