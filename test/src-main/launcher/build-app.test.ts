import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { hashSources, staleReason } from '../../../src-main/launcher/build-app.mjs'

let folder = ''
const write = (path: string, text: string) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'build of an app-'))
  write('src-main/cli/index.ts', 'one')
  write('src-renderer/main.ts', 'two')
  write('package-lock.json', '{}')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('hashSources', () => {
  test('is the same for the same content, whatever the times', () => {
    const before = hashSources(folder)
    write('src-main/cli/index.ts', 'one')
    expect(hashSources(folder)).toBe(before)
  })

  test.each([
    'src-main/cli/index.ts',
    'src-renderer/new.ts',
    'resources/examples/xor.json',
    'package-lock.json',
    'electron.vite.config.ts',
    'vite.shared.ts',
  ])('changes with %s', (path) => {
    const before = hashSources(folder)
    write(path, 'changed')
    expect(hashSources(folder)).not.toBe(before)
  })

  test.each(['src-main/launcher/start.mjs', 'resources/icons/icon.svg', 'test/a.test.ts'])(
    'does not change with %s',
    (path) => {
      const before = hashSources(folder)
      write(path, 'changed')
      expect(hashSources(folder)).toBe(before)
    },
  )
})

test('a build is needed without a stamp, after a change, and when a bundle is gone', () => {
  expect(staleReason(folder, 'abc')).toBe('not built yet')
  for (const path of [
    'main/index.js',
    'main/utility.js',
    'main/thread.js',
    'main/browser.js',
    'main/cli.js',
    'preload/index.cjs',
    'renderer/index.html',
  ]) {
    write(`out/${path}`, '')
  }
  write('out/.stamp', 'abc\n')
  expect(staleReason(folder, 'abc')).toBe(null)
  expect(staleReason(folder, 'def')).toBe('sources changed')
  rmSync(join(folder, 'out/main/cli.js'))
  expect(staleReason(folder, 'abc')).toBe('out/main/cli.js is missing')
})
