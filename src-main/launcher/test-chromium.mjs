import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { installedBrowsers } from './browsers.mjs'
import { canBeCarried, carriedChromium } from './carried-chromium.mjs'
import { run } from './processes.mjs'
import { root, say, toolScript } from './project.mjs'

const PROBE = fileURLToPath(new URL('./probe-chromium.mjs', import.meta.url))

/**
 * @typedef {object} Chromium
 * @property {string} path
 * @property {Record<string, string>} env what it needs besides
 */

/**
 * @typedef {object} Source
 * @property {string} name
 * @property {() => Promise<Chromium[]>} find may throw with one sentence
 */

/**
 * Where a Chromium for the tests may come from, the cheapest first. The package manager of the system is none of them.
 *
 * @returns {Source[]}
 */
export function chromiumSources() {
  return [
    { name: 'named', find: async () => plain(process.env.CHROMIUM_PATH ? [process.env.CHROMIUM_PATH] : []) },
    { name: 'installed', find: async () => plain(installedBrowsers()) },
    { name: 'playwright', find: async () => plain([await playwrightPath()].filter(existsSync)) },
    { name: 'carried', find: async () => (canBeCarried() ? [await carriedChromium()] : []) },
    { name: 'download', find: downloadedByPlaywright },
  ]
}

/**
 * @param {string[]} paths
 * @returns {Chromium[]}
 */
function plain(paths) {
  return paths.map((path) => ({ path, env: {} }))
}

async function playwrightPath() {
  const { chromium } = await import('playwright')
  return chromium.executablePath()
}

async function downloadedByPlaywright() {
  say('Downloading a Chromium with Playwright, once ...')
  const end = await run(process.execPath, [toolScript('playwright/cli.js'), 'install', 'chromium'], { cwd: root })
  return end.code === 0 ? plain([await playwrightPath()]) : []
}

/**
 * The first Chromium that Playwright can drive.
 *
 * @param {object} [options]
 * @param {string | null} [options.only] the one source to try, to test it where an earlier one would win
 * @param {Source[]} [options.sources]
 * @param {(chromium: Chromium) => Promise<boolean>} [options.works]
 * @param {(line: string) => void} [options.tell]
 * @returns {Promise<Chromium | null>}
 */
export async function findTestChromium({
  only = null,
  sources = chromiumSources(),
  works = drivable,
  tell = say,
} = {}) {
  for (const source of sources.filter(({ name }) => only === null || only === name)) {
    /** @type {Chromium[]} */
    let found = []
    try {
      found = await source.find()
    } catch (error) {
      tell(error instanceof Error ? error.message : String(error))
    }
    for (const chromium of found) {
      if (await works(chromium)) {
        tell(`Chromium for the tests: ${chromium.path}`)
        return chromium
      }
      tell(`${chromium.path} cannot be driven here.`)
    }
  }
  return null
}

/** @param {Chromium} chromium */
async function drivable({ path, env }) {
  const end = await run(process.execPath, [PROBE, path], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: 'ignore',
  })
  return end.code === 0
}
