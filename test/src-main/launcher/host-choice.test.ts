import { describe, expect, test } from 'vitest'
import { chooseHost, couldNotStart } from '../../../src-main/launcher/host-choice.mjs'

const missing = { path: null, problem: null }
const present = { path: '/app/electron', problem: null }
const desktop = {
  options: { browser: false, electron: false },
  platform: 'linux' as NodeJS.Platform,
  env: { DISPLAY: ':0' } as NodeJS.ProcessEnv,
  superuser: false,
  binary: missing,
  rememberedFailure: null as string | null,
}
const noDisplay = { host: 'browser', reason: 'there is no display for a window of Electron' }

describe('chooseHost', () => {
  test('Electron when its binary is there, its download when it is not', () => {
    expect(chooseHost({ ...desktop, binary: present })).toEqual({ host: 'electron', reason: null })
    expect(chooseHost(desktop)).toEqual({ host: 'download', reason: null })
    expect(chooseHost({ ...desktop, env: { WAYLAND_DISPLAY: 'wayland-0' } })).toEqual({
      host: 'download',
      reason: null,
    })
    expect(chooseHost({ ...desktop, platform: 'win32', env: {} })).toEqual({ host: 'download', reason: null })
    expect(chooseHost({ ...desktop, platform: 'darwin', env: {}, superuser: true })).toEqual({
      host: 'download',
      reason: null,
    })
  })

  test('--browser never downloads', () => {
    const options = { browser: true, electron: false }
    for (const binary of [missing, present]) {
      expect(chooseHost({ ...desktop, options, binary })).toEqual({ host: 'browser', reason: null })
    }
  })

  test('no display never downloads, not even with --electron', () => {
    for (const electron of [false, true]) {
      expect(chooseHost({ ...desktop, env: {}, options: { browser: false, electron } })).toEqual(noDisplay)
    }
    expect(chooseHost({ ...desktop, env: { DISPLAY: '' }, binary: present })).toEqual(noDisplay)
  })

  test('root on Linux goes to the browser, and Electron is never started without its sandbox', () => {
    expect(chooseHost({ ...desktop, superuser: true, binary: present })).toEqual({
      host: 'browser',
      reason: 'Electron does not run as root with its sandbox on',
    })
  })

  test('a folder named in the environment without Electron is said, and nothing downloaded', () => {
    const problem = 'ELECTRON_OVERRIDE_DIST_PATH names a folder without electron'
    expect(chooseHost({ ...desktop, binary: { path: null, problem } })).toEqual({ host: 'browser', reason: problem })
  })

  test('a remembered failure holds until --electron', () => {
    const rememberedFailure = 'fetch failed'
    expect(chooseHost({ ...desktop, rememberedFailure })).toEqual({
      host: 'browser',
      reason: 'the download of Electron failed less than a day ago (fetch failed; npm start -- --electron tries again)',
    })
    const options = { browser: false, electron: true }
    expect(chooseHost({ ...desktop, rememberedFailure, options })).toEqual({ host: 'download', reason: null })
  })
})

test('couldNotStart tells a start that failed from a run that ended', () => {
  const end = { code: 0, signal: null, error: null, seconds: 1 }
  expect(couldNotStart({ ...end, error: new Error('spawn EACCES') })).toBe(true)
  expect(couldNotStart({ ...end, code: 127 })).toBe(true)
  expect(couldNotStart({ ...end, code: null, signal: 'SIGTRAP' })).toBe(true)
  expect(couldNotStart({ ...end, code: null, signal: 'SIGSEGV', seconds: 60 })).toBe(false)
  expect(couldNotStart({ ...end, code: 1 })).toBe(false)
  expect(couldNotStart(end)).toBe(false)
})
