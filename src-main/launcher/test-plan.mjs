import { buildIfStale } from './build-app.mjs'
import { findElectron } from './electron-binary.mjs'
import { hasDisplay } from './host-choice.mjs'
import { say } from './project.mjs'
import { findTestChromium } from './test-chromium.mjs'

/** @typedef {import('./suites.mjs').Suite} Suite */

/**
 * @param {{ env?: NodeJS.ProcessEnv, platform?: NodeJS.Platform, binary?: string | null }} [surroundings]
 * @returns {string | null} why the real Electron cannot be tested here
 */
export function electronAbsence({ env = process.env, platform = process.platform, binary = findElectron().path } = {}) {
  if (binary === null) return 'no binary'
  return hasDisplay(platform, env) ? null : 'no display'
}

/**
 * Prepares what suites need, and only that.
 *
 * @param {readonly Suite[]} suites
 * @param {string | null} chromiumSource the one place to take a Chromium from, null: any
 * @returns {Promise<{ env: NodeJS.ProcessEnv, obstacles: Map<string, string> }>}
 */
export async function prepare(suites, chromiumSource) {
  const needs = new Set(suites.flatMap((suite) => suite.needs))
  /** @type {Map<string, string>} */
  const obstacles = new Map()
  let env = process.env
  if (needs.has('build')) {
    try {
      await buildIfStale()
    } catch (error) {
      obstacles.set('build', 'there is no build')
      say(error instanceof Error ? error.message : String(error))
    }
  }
  if (needs.has('chromium')) {
    const chromium = await findTestChromium({ only: chromiumSource })
    if (chromium === null) obstacles.set('chromium', 'no Chromium was found: name one in CHROMIUM_PATH')
    else env = { ...env, ...chromium.env, CHROMIUM_PATH: chromium.path }
  }
  return { env, obstacles }
}
