import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { strict } from '../support.mjs'
import { handlers } from './protocol.mjs'

const mimeTypes = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/** `net`: fetch of files and of the app's own schemes; anything else goes to Node's fetch. */
export const net = strict('net', {
  isOnline: () => true,

  async fetch(input, init) {
    const request = new Request(input, init)
    const url = new URL(request.url)
    if (url.protocol === 'file:') return fetchFile(fileURLToPath(url))
    const handler = handlers.get(url.protocol.slice(0, -1))
    return handler ? handler(request) : fetch(request)
  },
})

async function fetchFile(path) {
  const body = await readFile(path).catch(() => {
    throw new Error('net::ERR_FILE_NOT_FOUND')
  })
  const type = mimeTypes[extname(path)]
  return new Response(body, { headers: type === undefined ? {} : { 'content-type': type } })
}
