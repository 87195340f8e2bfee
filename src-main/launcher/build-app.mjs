import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describeEnding, run } from './processes.mjs'
import { root, say, toolScript } from './project.mjs'

/** What the bundles are made of. The launcher itself is not in them. */
const SOURCES = [
  'src-main',
  'src-renderer',
  'resources',
  'electron.vite.config.ts',
  'vite.shared.ts',
  'tsconfig.base.json',
  'package.json',
  'package-lock.json',
]
const NOT_BUILT = ['src-main/launcher', 'resources/icons', 'resources/packaging']

/** One file of each bundle: when one is gone, the stamp says nothing. */
const OUTPUTS = [
  'main/index.js',
  'main/utility.js',
  'main/thread.js',
  'main/browser.js',
  'main/cli.js',
  'preload/index.cjs',
  'renderer/index.html',
]

/**
 * @param {string} folder the project's root
 * @returns {string} a hash over names and contents of everything the build reads
 */
export function hashSources(folder) {
  const hash = createHash('sha256')
  for (const path of SOURCES) addToHash(hash, folder, path)
  return hash.digest('hex')
}

/**
 * @param {import('node:crypto').Hash} hash
 * @param {string} folder
 * @param {string} path below folder, with forward slashes
 */
function addToHash(hash, folder, path) {
  const full = join(folder, ...path.split('/'))
  if (NOT_BUILT.includes(path) || !existsSync(full)) return
  if (statSync(full).isDirectory()) {
    for (const name of readdirSync(full).sort()) addToHash(hash, folder, `${path}/${name}`)
    return
  }
  const content = readFileSync(full)
  hash.update(`${path}\0${content.length}\0`).update(content)
}

/**
 * @param {string} folder the project's root
 * @param {string} hash of its sources
 * @returns {string | null} why a build is needed
 */
export function staleReason(folder, hash) {
  const stamp = join(folder, 'out', '.stamp')
  if (!existsSync(stamp)) return 'not built yet'
  const gone = OUTPUTS.find((path) => !existsSync(join(folder, 'out', ...path.split('/'))))
  if (gone !== undefined) return `out/${gone} is missing`
  return readFileSync(stamp, 'utf8').trim() === hash ? null : 'sources changed'
}

/** Drops the stamp: what is in out/ from now on is not a finished build of the sources. */
export function forgetBuild() {
  rmSync(join(root, 'out', '.stamp'), { force: true })
}

/**
 * Builds the bundles in out/ unless they are up to date.
 *
 * @param {{ force?: boolean }} [options]
 * @throws {Error} with one sentence, when the build failed
 */
export async function buildIfStale({ force = false } = {}) {
  const hash = hashSources(root)
  const reason = force ? 'asked for' : staleReason(root, hash)
  if (reason === null) return
  say(`Building (${reason}) ...`)
  forgetBuild()
  const script = toolScript('electron-vite/bin/electron-vite.js')
  const end = await run(process.execPath, [script, 'build', '--logLevel', 'warn'], { cwd: root })
  if (end.code !== 0) throw new Error(`The build failed (${describeEnding(end)}).`)
  mkdirSync(join(root, 'out'), { recursive: true })
  writeFileSync(join(root, 'out', '.stamp'), `${hash}\n`)
  say(`Built in ${end.seconds.toFixed(1)} s.`)
}
