import { expect, test } from 'vitest'
import { contentSecurityPolicy } from '../../../../src-main/services/page/content-security-policy'
import { contentType } from '../../../../src-main/services/page/content-type'

test('a page may load its own files and nothing else', () => {
  const fenced = (connect: string): string =>
    `default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'${connect}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`
  expect(contentSecurityPolicy()).toBe(fenced(''))
  expect(contentSecurityPolicy(['ws://127.0.0.1:1'])).toBe(fenced(' ws://127.0.0.1:1'))
})

test('types of the files', () => {
  expect(['/a/index.html', 'x.js', 'y.CSS', 'z.woff2', 'none'].map(contentType)).toEqual([
    'text/html; charset=utf-8',
    'text/javascript; charset=utf-8',
    'application/octet-stream',
    'font/woff2',
    'application/octet-stream',
  ])
})
