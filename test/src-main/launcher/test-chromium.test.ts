import { delimiter, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { canBeCarried, carriedParts, fontSettingsText } from '../../../src-main/launcher/carried-chromium.mjs'
import { chromiumSources, findTestChromium } from '../../../src-main/launcher/test-chromium.mjs'

const source = (name: string, ...paths: string[]) => ({
  name,
  find: async () => paths.map((path) => ({ path, env: {} })),
})
const broken = {
  name: 'broken',
  find: async () => {
    throw new Error('It could not be installed.')
  },
}

describe('findTestChromium', () => {
  test('the order: named, installed, of Playwright, carried by npm, downloaded', () => {
    expect(chromiumSources().map(({ name }) => name)).toEqual([
      'named',
      'installed',
      'playwright',
      'carried',
      'download',
    ])
  })

  test('takes the first that works and says what it passed over', async () => {
    const lines: string[] = []
    const found = await findTestChromium({
      sources: [broken, source('installed', '/bin/stub', '/bin/chromium'), source('later', '/bin/later')],
      works: async ({ path }) => path !== '/bin/stub',
      tell: (line: string) => lines.push(line),
    })
    expect(found?.path).toBe('/bin/chromium')
    expect(lines).toEqual([
      'It could not be installed.',
      '/bin/stub cannot be driven here.',
      'Chromium for the tests: /bin/chromium',
    ])
  })

  test('none, and only one source', async () => {
    const options = { works: async () => true, tell: () => undefined }
    expect(await findTestChromium({ ...options, sources: [source('installed')] })).toBe(null)
    const sources = [source('installed', '/bin/a'), source('carried', '/bin/b')]
    expect((await findTestChromium({ ...options, sources, only: 'carried' }))?.path).toBe('/bin/b')
  })
})

test('the carried one is for Linux on x64 and brings its libraries and a font', () => {
  expect(canBeCarried({ platform: 'linux', arch: 'x64' })).toBe(true)
  expect(canBeCarried({ platform: 'linux', arch: 'arm64' })).toBe(false)
  expect(canBeCarried({ platform: 'darwin', arch: 'x64' })).toBe(false)
  expect(carriedParts('/c', { LD_LIBRARY_PATH: '/mine' }).env).toEqual({
    LD_LIBRARY_PATH: join('/c', 'inflated', 'al2023', 'lib') + delimiter + '/mine',
    FONTCONFIG_FILE: join('/c', 'fonts.conf'),
  })
  expect(fontSettingsText('/a&b')).toContain('<dir>/a&amp;b/inflated/fonts</dir>')
})
