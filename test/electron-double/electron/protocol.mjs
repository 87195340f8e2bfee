// `protocol`. A stock Chromium can not show a custom scheme, so `app://bundle` is served as
// `http://bundle.app.localhost:PORT` (a trustworthy origin) and named `app://bundle` again wherever the app looks.
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { reportError } from '../link.mjs'
import { strict } from '../support.mjs'
import { app, needReady } from './app.mjs'

/** @type {Map<string, object>} scheme -> privileges; they are kept, not applied */
const schemes = new Map()
/** @type {Map<string, (request: Request) => Response | Promise<Response>>} */
export const handlers = new Map()
/** @type {Promise<number> | undefined} */
let serving

export const protocol = strict('protocol', {
  registerSchemesAsPrivileged(list) {
    if (app.isReady()) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
    if (schemes.size > 0) throw new Error('electron double: registerSchemesAsPrivileged may be called only once')
    for (const { scheme, privileges } of list) schemes.set(scheme, privileges ?? {})
  },

  handle(scheme, handler) {
    needReady('protocol.handle')
    if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`)
    handlers.set(scheme, handler)
  },

  unhandle(scheme) {
    if (!handlers.delete(scheme)) throw new Error(`Failed to unregister protocol: ${scheme}`)
  },

  isProtocolHandled: (scheme) => handlers.has(scheme),
})

const ours = (scheme) => schemes.has(scheme) || handlers.has(scheme)

/** The URL under which Chromium finds it. @param {string} url @returns {Promise<string>} */
export async function outside(url) {
  const port = await (serving ??= serve())
  return url.replace(/^([a-z][\w+-]*):\/\/([^/?#]+)/i, (whole, scheme, host) =>
    ours(scheme) ? `http://${host}.${scheme}.localhost:${port}` : whole,
  )
}

/** The URL as the app knows it. @param {string} url @returns {string} */
export function inside(url) {
  return url.replace(/^http:\/\/([^/?#]+)\.([a-z][\w+-]*)\.localhost:\d+(?=[/?#]|$)/i, (whole, host, scheme) =>
    ours(scheme) ? `${scheme}://${host}` : whole,
  )
}

/** @returns {Promise<number>} the port: the same again for the same userData, because storage belongs to the origin */
async function serve() {
  const file = join(app.getPath('userData'), 'double.port')
  const server = createServer((request, response) => void answer(request, response))
  await new Promise((resolve) => {
    server.once('error', () => server.listen(0, '127.0.0.1', resolve)) // somebody else has it now
    server.listen(rememberedPort(file), '127.0.0.1', resolve)
  })
  const { port } = server.address()
  writeFileSync(file, String(port))
  return port
}

function rememberedPort(file) {
  try {
    return Number(readFileSync(file, 'utf8'))
  } catch {
    return 0 // first start
  }
}

/** @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response */
async function answer(request, response) {
  const url = inside(`http://${request.headers.host}${request.url}`)
  try {
    const handler = handlers.get(new URL(url).protocol.slice(0, -1))
    if (!handler) throw new Error('no handler for this scheme')
    const hasBody = !['GET', 'HEAD'].includes(request.method ?? 'GET')
    const init = { method: request.method, headers: request.headers, duplex: 'half' }
    const result = await handler(new Request(url, hasBody ? { ...init, body: Readable.toWeb(request) } : init))
    response.writeHead(result.status, Object.fromEntries(result.headers))
    if (result.body) await pipeline(Readable.fromWeb(result.body), response)
    else response.end()
  } catch (error) {
    if (error?.code !== 'ERR_STREAM_PREMATURE_CLOSE')
      reportError('protocol handler', `${url}: ${error?.stack ?? error}`)
    response.destroy()
  }
}
