// What launch.ts hands over by environment. Read once and taken out again: neither the app nor its children see it.
import { existsSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

/** @param {string} name @returns {string | undefined} */
function take(name) {
  const value = process.env[name]
  Reflect.deleteProperty(process.env, name)
  return value
}

/** The value of Chromium's switch `--name=value` in argv. @param {string} name @returns {string | undefined} */
function switchValue(name) {
  const found = process.argv.find((argument) => argument.startsWith(`--${name}=`))
  return found?.slice(name.length + 3)
}

/** The nearest package.json at or above the main bundle: name, version and app path come from it. */
function findManifest() {
  for (let folder = dirname(resolve(process.argv[1] ?? '.')); ; folder = dirname(folder)) {
    const file = join(folder, 'package.json')
    if (existsSync(file)) return { ...JSON.parse(readFileSync(file, 'utf8')), folder }
    if (folder === dirname(folder)) return { name: 'app', version: '0', folder: process.cwd() }
  }
}

const fallbackUserData = join(tmpdir(), `electron-double-${process.pid}`)
const givenUserData = take('ELECTRON_DOUBLE_USER_DATA')

export const config = {
  /** WebSocket address of Chromium's browser target. */
  cdpUrl: take('ELECTRON_DOUBLE_CDP'),
  /** The browser context whose storage belongs to this app. */
  contextId: take('ELECTRON_DOUBLE_CONTEXT'),
  /** How long the main bundle may take to evaluate. */
  startTimeoutMs: Number(take('ELECTRON_DOUBLE_START_TIMEOUT') ?? 10_000),
  userData: switchValue('user-data-dir') ?? givenUserData ?? fallbackUserData,
  manifest: findManifest(),
}
