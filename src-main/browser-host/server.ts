import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type AddressInfo } from 'node:net'
import { type Duplex } from 'node:stream'
import { FRAME_LIMIT } from '@shared/protocol/codec'
import { connectionNames, type ConnectionName } from '@shared/protocol/connections'
import { WebSocketServer } from 'ws'
import { contentSecurityPolicy } from '../services/page/content-security-policy'
import { Access } from './access'
import { type PageFiles } from './page-files'
import { type HostTransport, webSocketTransport } from './web-socket-transport'

export interface HostServer {
  /** The address with the token: whoever has it is let in. */
  readonly url: string
  close(): void
}

export interface HostServerOptions {
  readonly port: number
  readonly files: PageFiles
  /** A window opened one of its connections. */
  connect(name: ConnectionName, transport: HostTransport): void
}

/** Serves the page and its two connections on 127.0.0.1. Errors: rejects when the port is taken. */
export async function startServer({ port, files, connect }: HostServerOptions): Promise<HostServer> {
  const server = createServer()
  const access = new Access(() => portOf(server))
  const sockets = new WebSocketServer({ noServer: true, maxPayload: FRAME_LIMIT })
  server.on('request', (request, response) => void answer(request, response, access, files))
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Node leaves the socket's errors to this listener: a client that breaks off must not end the host.
    socket.on('error', () => socket.destroy())
    const path = addressOf(request, access)?.pathname
    const name = connectionNames.find((each) => path === `/connection/${each}`)
    // A page always sends its Origin with a socket; a missing one is no page of ours.
    const allowed =
      access.hostIsOurs(request) && request.headers.origin === access.origin && access.cookieIsRight(request)
    if (!name || !allowed) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n', () => socket.destroy())
      return
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => connect(name, webSocketTransport(webSocket)))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    url: `${access.origin}/?token=${access.token}`,
    close() {
      for (const client of sockets.clients) client.terminate()
      server.close()
      server.closeAllConnections()
    },
  }
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo | null)?.port ?? 0
}

/** The address that is asked for; null where it is none (`//`), which any page can make a browser send. */
function addressOf({ url = '/' }: IncomingMessage, access: Access): URL | null {
  return URL.canParse(url, access.origin) ? new URL(url, access.origin) : null
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  access: Access,
  files: PageFiles,
): Promise<void> {
  const refuse = (status: number, sentence: string): void => {
    response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', ...commonHeaders }).end(`${sentence}\n`)
  }
  if (!access.hostIsOurs(request)) return refuse(421, 'This server answers to its own address only.')
  if (!access.originIsOurs(request)) return refuse(403, 'Another page may not talk to this server.')
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, 'Only GET is answered.')
  const address = addressOf(request, access)
  if (!address) return refuse(400, 'That is no address.')
  const { pathname, search, searchParams } = address
  if (access.tokenIsRight(searchParams.get('token'))) {
    response.writeHead(303, { Location: './', 'Set-Cookie': access.cookie, ...commonHeaders }).end()
    return
  }
  if (!access.cookieIsRight(request))
    return refuse(401, 'Open the address that npm start printed: it carries the token that lets you in.')
  const file = await files.read(pathname === '/' ? '/index.html' : pathname + search).catch(() => null)
  if (!file) return refuse(404, 'There is no such file.')
  response.writeHead(200, {
    'Content-Type': file.type,
    'Content-Length': file.bytes.length,
    'Content-Security-Policy': contentSecurityPolicy([access.origin.replace('http', 'ws'), ...files.sockets]),
    ...commonHeaders,
  })
  response.end(request.method === 'HEAD' ? undefined : file.bytes)
}

const commonHeaders = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
} as const
