import { once } from 'node:events'
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { connect as tcpConnect } from 'node:net'
import { FRAME_LIMIT } from '@shared/protocol/codec'
import { type ConnectionName } from '@shared/protocol/connections'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { type PageFiles } from '../../../src-main/browser-host/page-files'
import { type HostServer, startServer } from '../../../src-main/browser-host/server'
import { type HostTransport } from '../../../src-main/browser-host/web-socket-transport'
import { WindowSeat } from '../../../src-main/browser-host/window-seat'

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

const files = new Map([
  ['/index.html', { type: 'text/html; charset=utf-8', bytes: Buffer.from('<!doctype html>') }],
  ['/assets/main.js', { type: 'text/javascript; charset=utf-8', bytes: Buffer.from('1') }],
])

const pageFiles: PageFiles = { read: async (address) => files.get(address) ?? null, sockets: [] }

let server: HostServer
let origin: string
let token: string
let port: number
let connections: { name: ConnectionName; transport: HostTransport; closed: string[]; frames: Uint8Array[] }[]

beforeEach(async () => {
  connections = []
  const seat = new WindowSeat()
  server = await startServer({
    port: 0,
    files: pageFiles,
    connect(name, transport) {
      const connection = { name, transport, closed: [] as string[], frames: [] as Uint8Array[] }
      connections.push(connection)
      seat.take(name, transport)
      transport.onFrame({
        frame: (frame) => connection.frames.push(frame),
        closed: (reason) => connection.closed.push(reason),
      })
    },
  })
  const url = new URL(server.url)
  origin = url.origin
  port = Number(url.port)
  token = url.searchParams.get('token') ?? ''
})
afterEach(() => server.close())

/** A request whose path goes over the wire exactly as given. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest({ host: '127.0.0.1', port, path, method, headers }, (incoming) => {
      let body = ''
      incoming.setEncoding('utf8').on('data', (text: string) => (body += text))
      incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body }))
    })
    outgoing.on('error', reject).end()
  })
}

/** What a server answers to bytes that no client library would send. */
async function askRaw(text: string): Promise<string> {
  const socket = tcpConnect(port, '127.0.0.1')
  let answer = ''
  socket.setEncoding('utf8').on('data', (part: string) => (answer += part))
  socket.on('error', () => undefined)
  socket.write(text)
  await once(socket, 'close')
  return answer.split('\r\n')[0] ?? ''
}

async function cookie(): Promise<string> {
  const { headers } = await ask(`/?token=${token}`)
  return headers['set-cookie']?.[0]?.split(';')[0] ?? ''
}

interface Opened {
  readonly socket: WebSocket
  readonly outcome: 'open' | number
}

async function openSocket(path: string, options: { origin?: string; cookie?: string; host?: string }): Promise<Opened> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, {
    headers: {
      ...(options.cookie === undefined ? {} : { Cookie: options.cookie }),
      ...(options.host === undefined ? {} : { Host: options.host }),
    },
    ...(options.origin === undefined ? {} : { origin: options.origin }),
  })
  socket.on('error', () => undefined)
  const outcome = await new Promise<'open' | number>((resolve) => {
    socket.on('open', () => resolve('open'))
    socket.on('unexpected-response', (_request, response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
  })
  return { socket, outcome }
}

const window = async (name: ConnectionName): Promise<WebSocket> =>
  (await openSocket(`/connection/${name}`, { origin, cookie: await cookie() })).socket

describe('the token', () => {
  test('is asked for', async () => {
    for (const path of ['/', '/?token=', '/?token=wrong', `/?token=${token}x`, '/assets/main.js', '/none']) {
      const { status, body, headers } = await ask(path)
      expect({ path, status, body, cookies: headers['set-cookie'] }).toEqual({
        path,
        status: 401,
        body: 'Open the address that npm start printed: it carries the token that lets you in.\n',
        cookies: undefined,
      })
    }
  })

  test('gives a cookie that scripts can not read and other sites do not send, and leaves the address', async () => {
    const { status, headers, body } = await ask(`/?token=${token}`)
    expect({ status, location: headers.location, body }).toEqual({ status: 303, location: './', body: '' })
    expect(headers['set-cookie']).toEqual([
      expect.stringMatching(new RegExp(`^backprop-studio-${port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/$`)),
    ])
  })

  test('and the cookie are long, random and not the same', async () => {
    const value = (await cookie()).split('=')[1]
    expect(token).toMatch(/^[\w-]{43}$/)
    expect(value).not.toBe(token)
    const other = await startServer({ port: 0, files: pageFiles, connect: () => undefined })
    expect(new URL(other.url).searchParams.get('token')).not.toBe(token)
    other.close()
  })

  test.each(['', 'x', 'backprop-studio=1', 'backprop-studio-1=abc'])(
    'the cookie "%s" does not let in',
    async (wrong) => {
      expect((await ask('/', { Cookie: wrong })).status).toBe(401)
      const [name, value] = (await cookie()).split('=')
      expect((await ask('/', { Cookie: `${name}=` })).status).toBe(401)
      expect((await ask('/', { Cookie: `${name}=${value}x` })).status).toBe(401)
      expect((await ask('/', { Cookie: `x${name}=${value}` })).status).toBe(401)
      expect((await ask('/', { Cookie: `other=1; ${name}=${value}; more=2` })).status).toBe(200)
    },
  )
})

describe('with the cookie', () => {
  test('the page and its files are served with the headers that fence them in', async () => {
    const { status, headers, body } = await ask('/', { Cookie: await cookie() })
    expect({ status, body }).toEqual({ status: 200, body: '<!doctype html>' })
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-length': '15',
      'content-security-policy': `default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self' ws://127.0.0.1:${port}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-resource-policy': 'same-origin',
    })
    expect(await ask('/assets/main.js', { Cookie: await cookie() })).toMatchObject({
      status: 200,
      body: '1',
      headers: { 'content-type': 'text/javascript; charset=utf-8' },
    })
  })

  test('every answer carries nosniff and no-referrer', async () => {
    const answers = await Promise.all([
      ask('/'),
      ask(`/?token=${token}`),
      ask('/', {}, 'POST'),
      ask('/', { Host: 'evil.example' }),
    ])
    expect(answers.map(({ status }) => status)).toEqual([401, 303, 405, 421])
    for (const { headers } of answers)
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' })
  })

  test('HEAD has no body', async () => {
    expect(await ask('/', { Cookie: await cookie() }, 'HEAD')).toMatchObject({
      status: 200,
      body: '',
      headers: { 'content-length': '15' },
    })
  })

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])('%s is refused', async (method) => {
    expect(await ask('/', { Cookie: await cookie() }, method)).toMatchObject({
      status: 405,
      body: 'Only GET is answered.\n',
    })
  })

  test.each([
    '/../package.json',
    '/%2e%2e/package.json',
    '/..%2fpackage.json',
    '/..%2F..%2F..%2Fetc%2Fpasswd',
    '/assets/../../package.json',
    '/..\\package.json',
    '/..%5cpackage.json',
    '/assets/%2e%2e%2f%2e%2e%2fpackage.json',
    '/index.html%00.js',
    '/%00',
    '/assets',
    '/assets/',
    '/INDEX.HTML',
    '//etc/passwd',
    '/constructor',
    '/__proto__',
    '/%',
    '/%zz',
    '/favicon.ico',
  ])('%s is no file', async (path) => {
    expect(await ask(path, { Cookie: await cookie() })).toMatchObject({ status: 404, body: 'There is no such file.\n' })
  })
})

describe('other pages and programs of this machine', () => {
  test.each(['evil.example', 'localhost', '127.0.0.1', 'evil.example:80'])('the host %s is refused', async (host) => {
    const named = host === 'localhost' ? `localhost:${port}` : host
    expect(await ask('/', { Host: named, Cookie: await cookie() })).toMatchObject({
      status: 421,
      body: 'This server answers to its own address only.\n',
    })
    expect((await ask(`/?token=${token}`, { Host: named })).headers['set-cookie']).toBeUndefined()
  })

  test.each(['http://evil.example', 'null', 'http://127.0.0.1', 'https://127.0.0.1'])(
    'the origin %s is refused',
    async (foreign) => {
      expect(await ask('/', { Origin: foreign, Cookie: await cookie() })).toMatchObject({
        status: 403,
        body: 'Another page may not talk to this server.\n',
      })
      expect((await ask(`/?token=${token}`, { Origin: foreign })).headers['set-cookie']).toBeUndefined()
    },
  )

  test('our own origin is not', async () => {
    expect((await ask('/', { Origin: origin, Cookie: await cookie() })).status).toBe(200)
  })

  test.each(['//', '//[', '///', 'http://[', '/\\', '*', 'http://evil.example:99999/'])(
    'the address %s is no address, and harms nobody',
    async (address) => {
      const answer = await askRaw(`GET ${address} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`)
      expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /)
      expect((await ask('/')).status).toBe(401)
    },
  )

  test.each(['//', 'http://[', '*'])('neither is %s for a socket', async (address) => {
    const answer = await askRaw(
      `GET ${address} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
    )
    expect(answer).toBe('HTTP/1.1 403 Forbidden')
    expect((await ask('/')).status).toBe(401)
  })
})

describe('sockets', () => {
  test('open for our page with our cookie', async () => {
    await window('engine')
    await window('shell')
    expect(connections.map(({ name }) => name)).toEqual(['engine', 'shell'])
  })

  test('are refused to everybody else', async () => {
    const good = await cookie()
    const outcomes = await Promise.all([
      openSocket('/connection/engine', { origin }),
      openSocket('/connection/engine', { origin, cookie: `${good}x` }),
      openSocket('/connection/engine', { cookie: good }),
      openSocket('/connection/engine', { origin: 'http://evil.example', cookie: good }),
      openSocket('/connection/engine', { origin: 'null', cookie: good }),
      openSocket('/connection/engine', { origin, cookie: good, host: 'evil.example' }),
      openSocket(`/connection/engine?token=${token}`, { origin }),
      openSocket('/connection/files', { origin, cookie: good }),
      openSocket('/', { origin, cookie: good }),
    ])
    expect(outcomes.map(({ outcome }) => outcome)).toEqual([403, 403, 403, 403, 403, 403, 403, 403, 403])
    expect(connections).toEqual([])
  })

  test('a refused one that breaks off harms nobody', async () => {
    for (let times = 0; times < 20; times++) {
      const socket = tcpConnect(port, '127.0.0.1')
      socket.on('error', () => undefined)
      await once(socket, 'connect')
      socket.write(`GET /connection/engine HTTP/1.1\r\nHost: evil\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`)
      socket.resetAndDestroy()
    }
    expect((await ask('/')).status).toBe(401)
  })

  test('a refused one is closed, not kept', async () => {
    const answer = await askRaw(
      `GET /connection/engine HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
    )
    expect(answer).toBe('HTTP/1.1 403 Forbidden')
  })

  test('carry bytes both ways', async () => {
    const socket = await window('engine')
    const heard = once(socket, 'message')
    socket.send(Uint8Array.of(1, 2, 3))
    await vi.waitFor(() => expect(connections[0]?.frames).toEqual([Uint8Array.of(1, 2, 3)]))
    connections[0]?.transport.send(Uint8Array.of(4))
    expect((await heard)[0]).toEqual(Buffer.of(4))
  })

  test('a text message closes the socket', async () => {
    const socket = await window('engine')
    const closed = once(socket, 'close')
    socket.send('text')
    expect((await closed)[0]).toBe(1003)
    await vi.waitFor(() => expect(connections[0]).toMatchObject({ frames: [], closed: ['the window is gone'] }))
  })

  test('a frame over the limit closes the socket and reaches nobody', async () => {
    const socket = await window('engine')
    const closed = once(socket, 'close')
    socket.send(new Uint8Array(FRAME_LIMIT + 1))
    await closed
    await vi.waitFor(() => expect(connections[0]).toMatchObject({ frames: [], closed: ['the window is gone'] }))
    expect((await ask('/')).status).toBe(401)
  })

  test('a second window takes over, and the first is told so', async () => {
    const [engine, shell] = [await window('engine'), await window('shell')]
    const closed = Promise.all([once(engine, 'close'), once(shell, 'close')])
    const second = await window('engine')
    await window('shell')
    expect((await closed).map(([code]) => code as number)).toEqual([4001, 4001])
    const heard = once(second, 'message')
    connections[2]?.transport.send(Uint8Array.of(9))
    expect((await heard)[0]).toEqual(Buffer.of(9))
  })

  test('the server closes them when it closes', async () => {
    const socket = await window('engine')
    const closed = once(socket, 'close')
    server.close()
    await closed
    await vi.waitFor(() => expect(connections[0]?.closed).toEqual(['the window is gone']))
  })
})

test('a port that is taken is an error', async () => {
  await expect(startServer({ port, files: pageFiles, connect: () => undefined })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  })
})
