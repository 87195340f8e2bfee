import { homedir } from 'node:os'
import { join } from 'node:path'

/**
 * Where the program keeps its settings outside Electron: `BACKPROP_STUDIO_SETTINGS`, or the usual place of the
 * system. In Electron the host asks Electron.
 */
export function settingsFolder(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const chosen = environment['BACKPROP_STUDIO_SETTINGS']
  if (chosen !== undefined && chosen !== '') return chosen
  const home = homedir()
  if (platform === 'win32') return join(environment['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'Backprop Studio')
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Backprop Studio')
  return join(environment['XDG_CONFIG_HOME'] ?? join(home, '.config'), 'backprop-studio')
}
