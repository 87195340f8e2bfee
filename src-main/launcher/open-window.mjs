import { spawn } from 'node:child_process'
import { installedBrowsers } from './browsers.mjs'
import { hasDisplay } from './host-choice.mjs'

/** A browser that still runs after so long, or ended well, has taken the address. In milliseconds. */
const SETTLED = 1_500

/**
 * The ways to show an address, the best first. On a Linux without a display, none; Chromium's sandbox refuses root,
 * so there only the default browser is asked.
 *
 * @param {string} address
 * @param {import('./browsers.mjs').Surroundings & { superuser?: boolean }} [surroundings]
 * @returns {{ command: string, args: string[], verbatim?: boolean }[]}
 */
export function waysToOpen(address, surroundings = {}) {
  const platform = surroundings.platform ?? process.platform
  if (!hasDisplay(platform, surroundings.env ?? process.env)) return []
  const superuser = surroundings.superuser ?? process.getuid?.() === 0
  const browsers = platform === 'linux' && superuser ? [] : installedBrowsers(surroundings)
  const windows = browsers.map((command) => ({ command, args: [`--app=${address}`] }))
  return [...windows.slice(0, 1), defaultBrowser(address, platform)]
}

/**
 * @param {string} address
 * @param {NodeJS.Platform} platform
 * @returns {{ command: string, args: string[], verbatim?: boolean }}
 */
function defaultBrowser(address, platform) {
  if (platform === 'darwin') return { command: 'open', args: [address] }
  if (platform === 'win32') return { command: 'cmd', args: ['/c', 'start', '""', `"${address}"`], verbatim: true }
  return { command: 'xdg-open', args: [address] }
}

/**
 * Shows an address in a window of its own, else in the default browser.
 *
 * @param {string} address
 * @param {{ command: string, args: string[], verbatim?: boolean }[]} [ways]
 * @returns {Promise<boolean>} whether a browser took it
 */
export async function openWindow(address, ways = waysToOpen(address)) {
  for (const way of ways) if (await takes(way)) return true
  return false
}

/**
 * @param {{ command: string, args: string[], verbatim?: boolean }} way
 * @returns {Promise<boolean>}
 */
function takes({ command, args, verbatim = false }) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'ignore', detached: true, windowsVerbatimArguments: verbatim })
    const timer = setTimeout(() => resolve(true), SETTLED)
    child.once('error', () => {
      clearTimeout(timer)
      resolve(false)
    })
    child.once('exit', (code) => {
      clearTimeout(timer)
      resolve(code === 0)
    })
    child.unref()
  })
}
