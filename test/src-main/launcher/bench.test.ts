import { rmSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { StandInProject } from './stand-in-project'

/** A Vite that builds a bench which says its arguments and ends with 3. */
const VITE = `const { mkdirSync, writeFileSync } = require('fs')
console.log('building ' + process.argv.at(-1))
mkdirSync('node_modules/.cache/bench', { recursive: true })
const bench = "console.log('bench', ...process.argv.slice(3)); process.exitCode = 3"
writeFileSync('node_modules/.cache/bench/bench.mjs', bench)`

let project: StandInProject
beforeEach(() => {
  project = new StandInProject()
  project.write('node_modules/vite/package.json', '{ "type": "commonjs" }')
  project.write('node_modules/vite/bin/vite.js', VITE)
  project.write(
    'test/bench/package-lock.json',
    '{ "packages": { "": {}, "node_modules/peer": { "version": "1.0.0" } } }',
  )
  project.write(
    'test/bench/node_modules/.package-lock.json',
    '{ "packages": { "node_modules/peer": { "version": "1.0.0" } } }',
  )
  project.write('test/bench/node_modules/peer/package.json', '{}')
})
afterEach(() => rmSync(project.folder, { recursive: true, force: true }))

test('npm run bench builds the bench, hands its arguments over and ends as it does', async () => {
  expect(await project.run('bench', ['--gate', '--rounds=9'])).toEqual({
    lines: ['building test/bench/vite.config.ts', 'bench --gate --rounds=9'],
    code: 3,
  })
})

test('the peers are installed where they are missing, without their scripts', async () => {
  project.write('test/bench/node_modules/.package-lock.json', '{ "packages": {} }')
  project.write('npm/npm-cli.js', `console.log(process.cwd().endsWith('bench'), ...process.argv.slice(2))`)
  const { lines } = await project.run('bench', [], { npm_execpath: `${project.folder}/npm/npm-cli.js` })
  expect(lines.slice(0, 2)).toEqual([
    'Installing packages with npm ci (node_modules/peer is missing) ...',
    'true ci --include=dev --no-fund --no-audit --loglevel=error --ignore-scripts',
  ])
})
