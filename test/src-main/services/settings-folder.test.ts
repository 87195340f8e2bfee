import { homedir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { settingsFolder } from '../../../src-main/services/settings-folder'

test.each<[NodeJS.ProcessEnv, NodeJS.Platform, string]>([
  [{ BACKPROP_STUDIO_SETTINGS: '/chosen' }, 'linux', '/chosen'],
  [{ BACKPROP_STUDIO_SETTINGS: '', XDG_CONFIG_HOME: '/config' }, 'linux', join('/config', 'backprop-studio')],
  [{}, 'linux', join(homedir(), '.config', 'backprop-studio')],
  [{}, 'darwin', join(homedir(), 'Library', 'Application Support', 'Backprop Studio')],
  [{ APPDATA: '/roaming' }, 'win32', join('/roaming', 'Backprop Studio')],
  [{}, 'win32', join(homedir(), 'AppData', 'Roaming', 'Backprop Studio')],
])('%j on %s: %s', (environment, platform, folder) => {
  expect(settingsFolder(environment, platform)).toBe(folder)
})
