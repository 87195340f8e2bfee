import { describe, expect, test } from 'vitest'
import { installedBrowsers } from '../../../src-main/launcher/browsers.mjs'
import { openWindow, waysToOpen } from '../../../src-main/launcher/open-window.mjs'

const only = (...paths: string[]) => ({ exists: (path: string) => paths.includes(path) })
const edge = 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe'
const windows = {
  platform: 'win32' as const,
  env: { PROGRAMFILES: 'C:\\Program Files', 'PROGRAMFILES(X86)': 'C:\\Program Files (x86)' },
}
const chrome = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
const mac = { platform: 'darwin' as const, env: {}, home: '/Users/ada' }
const linux = { platform: 'linux' as const, env: { DISPLAY: ':0', PATH: '/opt/mine:relative' }, superuser: false }

describe('installedBrowsers', () => {
  test('Linux: the folders of PATH, the usual ones and those of the packages', () => {
    expect(installedBrowsers({ ...linux, ...only('/opt/mine/google-chrome', '/usr/bin/chromium') })).toEqual([
      '/usr/bin/chromium',
      '/opt/mine/google-chrome',
    ])
    expect(installedBrowsers({ ...linux, ...only('/opt/microsoft/msedge/msedge') })).toEqual([
      '/opt/microsoft/msedge/msedge',
    ])
  })

  test('macOS: applications of everybody and of the person', () => {
    const own = '/Users/ada/Applications/Chromium.app/Contents/MacOS/Chromium'
    expect(installedBrowsers({ ...mac, ...only(chrome, own) })).toEqual([own, chrome])
  })

  test('Windows: both program folders and those of the person', () => {
    expect(installedBrowsers({ ...windows, ...only(edge) })).toEqual([edge])
    expect(installedBrowsers({ platform: 'win32', env: {}, exists: () => true })).toEqual([])
  })

  test('none', () => {
    expect(installedBrowsers({ ...linux, exists: () => false })).toEqual([])
  })
})

describe('waysToOpen', () => {
  const address = 'http://127.0.0.1:4000/?token=abc'

  test('a window of its own first, then the default browser', () => {
    expect(waysToOpen(address, { ...linux, ...only('/usr/bin/chromium') })).toEqual([
      { command: '/usr/bin/chromium', args: [`--app=${address}`] },
      { command: 'xdg-open', args: [address] },
    ])
    expect(waysToOpen(address, { ...mac, ...only(chrome) })).toEqual([
      { command: chrome, args: [`--app=${address}`] },
      { command: 'open', args: [address] },
    ])
    expect(waysToOpen(address, { ...windows, ...only(edge) })).toEqual([
      { command: edge, args: [`--app=${address}`] },
      { command: 'cmd', args: ['/c', 'start', '""', `"${address}"`], verbatim: true },
    ])
  })

  test('without a display just the address, and as root no Chromium', () => {
    expect(waysToOpen(address, { ...linux, env: {}, exists: () => true })).toEqual([])
    expect(waysToOpen(address, { ...linux, superuser: true, exists: () => true })).toEqual([
      { command: 'xdg-open', args: [address] },
    ])
  })
})

describe('openWindow', () => {
  const way = (code: string) => ({ command: process.execPath, args: ['-e', code] })
  const absent = { command: '/nowhere/chromium', args: [] }

  test('takes the next way where a browser is missing or refuses', async () => {
    expect(await openWindow('', [absent, way('process.exit(3)'), way('process.exit(0)')])).toBe(true)
  })

  test('a browser that stays open has taken the address', async () => {
    expect(await openWindow('', [way('setTimeout(() => undefined, 4_000)'), absent])).toBe(true)
  })

  test('says so where none takes it', async () => {
    expect(await openWindow('', [absent, way('process.exit(3)')])).toBe(false)
    expect(await openWindow('', [])).toBe(false)
  })
})
