import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { electronProgram, findElectron } from '../../../src-main/launcher/electron-binary.mjs'

let folder = ''
const write = (path: string, text: string) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'electron-'))
  write('node_modules/electron/package.json', '{ "version": "45.4.1" }')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a binary counts when its unpacking was finished and its version is the wanted one', () => {
  const find = () => findElectron({ folder, env: {}, platform: 'win32' })
  expect(find()).toEqual({ path: null, problem: null })
  write('node_modules/electron/dist/electron.exe', '')
  write('node_modules/electron/dist/version', 'v45.4.1')
  expect(find()).toEqual({ path: null, problem: null })
  write('node_modules/electron/path.txt', 'electron.exe')
  expect(find()).toEqual({ path: join(folder, 'node_modules/electron/dist/electron.exe'), problem: null })
  write('node_modules/electron/dist/version', '44.0.0')
  expect(find()).toEqual({ path: null, problem: null })
})

test('ELECTRON_OVERRIDE_DIST_PATH is honoured', () => {
  const env = { ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'my electron') }
  const find = () => findElectron({ folder, env, platform: 'darwin' })
  expect(find()).toEqual({
    path: null,
    problem: 'ELECTRON_OVERRIDE_DIST_PATH names a folder without Electron.app/Contents/MacOS/Electron',
  })
  write(join('my electron', electronProgram('darwin')), '')
  expect(find()).toEqual({ path: join(folder, 'my electron', electronProgram('darwin')), problem: null })
})
