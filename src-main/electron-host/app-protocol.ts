import { readFile } from 'node:fs/promises'
import { protocol } from 'electron'
import { contentSecurityPolicy } from '../services/page/content-security-policy'
import { contentType } from '../services/page/content-type'
import { bundlePath } from './bundle-path'

const SCHEME = 'app'
export const PAGE = `${SCHEME}://bundle/index.html`

/** Before the app is ready: a page of this scheme is a standard, secure origin of its own. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** Serves the files of `folder`, and nothing outside it, under app://bundle/. */
export function serveBundle(folder: string): void {
  protocol.handle(SCHEME, async ({ url, method }) => {
    const path = method === 'GET' ? bundlePath(folder, url) : null
    if (path === null) return new Response('There is no such file.', { status: 404 })
    try {
      return new Response(await readFile(path), {
        headers: {
          'Content-Type': contentType(path),
          'Content-Security-Policy': contentSecurityPolicy(),
          'X-Content-Type-Options': 'nosniff',
          'Cross-Origin-Opener-Policy': 'same-origin',
          'Cross-Origin-Embedder-Policy': 'require-corp',
        },
      })
    } catch {
      return new Response('There is no such file.', { status: 404 })
    }
  })
}
