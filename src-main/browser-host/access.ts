import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { type IncomingMessage } from 'node:http'

/**
 * Who may talk to the browser host. It listens on 127.0.0.1 only, but other programs and foreign web pages on the same
 * machine reach that too, so: the token of this start (once, in the address), then a cookie that scripts can't read;
 * the Host header must be ours (against DNS rebinding); an Origin header, where there is one, must be ours.
 */
export class Access {
  readonly token = randomBytes(32).toString('base64url')
  private readonly session = randomBytes(32).toString('base64url')
  private readonly port: () => number

  constructor(port: () => number) {
    this.port = port
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port()}`
  }

  /** The cookie's name carries the port: cookies are shared between all ports of a host. */
  get cookie(): string {
    return `${this.cookieName}=${this.session}; HttpOnly; SameSite=Strict; Path=/`
  }

  hostIsOurs({ headers }: IncomingMessage): boolean {
    return headers.host === `127.0.0.1:${this.port()}`
  }

  originIsOurs({ headers }: IncomingMessage): boolean {
    return headers.origin === undefined || headers.origin === this.origin
  }

  tokenIsRight(given: string | null): boolean {
    return given !== null && sameText(given, this.token)
  }

  cookieIsRight({ headers }: IncomingMessage): boolean {
    const cookies = (headers.cookie ?? '').split(';').map((part) => part.trim())
    const prefix = `${this.cookieName}=`
    return cookies.some((cookie) => cookie.startsWith(prefix) && sameText(cookie.slice(prefix.length), this.session))
  }

  private get cookieName(): string {
    return `backprop-studio-${this.port()}`
  }
}

/** Compares in constant time, also where the lengths differ. */
function sameText(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}
