import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The root of the project, without a trailing separator. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '')

/** Kept between runs and never committed: what was downloaded, and what could not be. */
export const cacheFolder = join(root, '.cache')

/**
 * Prints one line. Everything the launcher says goes to standard output, so that it keeps its place between the lines
 * of the programs it starts.
 *
 * @param {string} line
 */
export function say(line) {
  process.stdout.write(`${line}\n`)
}

/**
 * The script of an installed package, to be run with `process.execPath`: unlike the shims in node_modules/.bin it
 * needs no shell on Windows.
 *
 * @param {string} path below node_modules
 */
export function toolScript(path) {
  return join(root, 'node_modules', ...path.split('/'))
}

/**
 * The folder the person is in: npm changes to the project's root and leaves it in INIT_CWD, which also reaches
 * everything that npm's children start, so it counts only in the script it was meant for.
 *
 * @param {string} script name in package.json
 */
export function invocationFolder(script, env = process.env) {
  return (env.npm_lifecycle_event === script && env.INIT_CWD) || process.cwd()
}
