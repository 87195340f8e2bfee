import { rmSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { StandInProject } from './stand-in-project'

const CHECKS = [
  'prettier/bin/prettier.cjs',
  'eslint/bin/eslint.js',
  'dependency-cruiser/bin/dependency-cruise.mjs',
  'vue-tsc/bin/vue-tsc.js',
]
const VITEST = `import { writeFileSync } from 'node:fs'
const path = process.argv.find((argument) => argument.startsWith('--outputFile.json=')).split('=')[1]
const report = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 0, testResults: [] }
writeFileSync(path, JSON.stringify(report))`
const PLAYWRIGHT = `const report = { stats: { expected: 2, unexpected: 0, flaky: 0, skipped: 0 }, errors: [] }
console.log('driving ' + process.env.CHROMIUM_PATH)
require('fs').writeFileSync(process.env.PLAYWRIGHT_JSON_OUTPUT_FILE, JSON.stringify(report))`

/** A Playwright that can drive whatever is called chromium. */
const DRIVER = `export const chromium = {
  launch: async ({ executablePath }) => {
    if (!executablePath.endsWith('chromium')) throw new Error('no browser')
    return { newPage: async () => page, close: async () => {} }
  },
}
const page = { setContent: async () => {}, locator: () => ({ boundingBox: async () => ({ height: 20 }) }) }`

const NAMED = ['--chromium=named']
const CHROMIUM = { CHROMIUM_PATH: '/my/chromium' }

let project: StandInProject
beforeEach(() => {
  project = new StandInProject()
  for (const path of CHECKS) project.write(`node_modules/${path}`, '')
  project.write('node_modules/vitest/package.json', '{ "type": "module" }')
  project.write('node_modules/vitest/vitest.mjs', VITEST)
  project.write('node_modules/playwright/package.json', '{ "type": "commonjs", "exports": "./index.mjs" }')
  project.write('node_modules/playwright/index.mjs', DRIVER)
  project.write('node_modules/playwright/cli.js', PLAYWRIGHT)
})
afterEach(() => rmSync(project.folder, { recursive: true, force: true }))

/** The lines after the empty one: the summary, with seconds made equal. */
async function summary(command: string, args: string[], env: NodeJS.ProcessEnv) {
  const { lines, code } = await project.run(command, args, env)
  const text = lines.map((line) => line.replace(/\d+\.\d s/, 'N s').replace(/ +/g, ' '))
  return { lines: text.slice(text.lastIndexOf('') + 1), all: text, code }
}

describe('npm test', () => {
  test('ends with one line per suite, the hosts and the total', async () => {
    const { lines, all, code } = await summary('test', NAMED, CHROMIUM)
    expect(lines).toEqual([
      ...['types', 'format', 'lint', 'layers'].map((name) => `${name} 1 passed, 0 failed, N s`),
      ...['unit', 'renderer', 'contract', 'host'].map((name) => `${name} 5 passed, 0 failed, N s`),
      ...['browser', 'double'].map((host) => `e2e ${host} 2 passed, 0 failed, N s`),
      'hosts exercised: browser, double; not exercised: electron (no binary)',
      '28 passed, 0 failed',
    ])
    expect(code).toBe(0)
    expect(all.filter((line) => line === 'driving /my/chromium')).toHaveLength(2)
  })

  test('without a Chromium the suites that need one have failed', async () => {
    const { all, lines, code } = await summary('test', NAMED, { CHROMIUM_PATH: '/my/stub' })
    expect(all).toContain('/my/stub cannot be driven here.')
    expect(lines.slice(-5)).toEqual([
      'host 0 passed, 1 failed, N s (no Chromium was found: name one in CHROMIUM_PATH)',
      'e2e browser 0 passed, 1 failed, N s (no Chromium was found: name one in CHROMIUM_PATH)',
      'e2e double 0 passed, 1 failed, N s (no Chromium was found: name one in CHROMIUM_PATH)',
      'hosts exercised: none; not exercised: browser (could not run), double (could not run), electron (no binary)',
      '19 passed, 3 failed',
    ])
    expect(code).toBe(1)
  })

  test('a build that fails, a check that fails and a suite without a report', async () => {
    project.write('src-main/cli/index.ts', 'changed')
    project.write('node_modules/electron-vite/bin/electron-vite.js', 'process.exit(1)')
    project.write('node_modules/eslint/bin/eslint.js', `console.log('a.ts: unused'); process.exit(1)`)
    project.write('node_modules/vitest/vitest.mjs', 'process.exit(1)')
    const { all, lines, code } = await summary('test', NAMED, CHROMIUM)
    expect(all).toContain('The build failed (exit code 1).')
    expect(all).toContain('a.ts: unused')
    expect(lines).toContain('lint 0 passed, 1 failed, N s')
    expect(lines).toContain('unit 0 passed, 1 failed, N s (it left no report)')
    expect(lines).toContain('host 0 passed, 1 failed, N s (there is no build)')
    expect([lines.at(-1), code]).toEqual(['3 passed, 7 failed', 1])
  })

  test('packages that cannot be installed: nothing has passed', async () => {
    project.write('package-lock.json', '{ "packages": { "": {}, "node_modules/vue": { "version": "3.5.0" } } }')
    project.write('npm/npm-cli.js', 'process.exit(1)')
    const { lines, code } = await summary('test', [], { npm_execpath: `${project.folder}/npm/npm-cli.js` })
    expect([lines.at(-1), code]).toEqual(['0 passed, 10 failed', 1])
  })
})

test('npm run check runs the quick suites', async () => {
  const { lines, code } = await summary('check', [], {})
  expect([lines.length, lines.at(-1), code]).toEqual([6, '9 passed, 0 failed', 0])
})

test('npm run test:e2e -- --host=electron takes the double where there is no binary', async () => {
  const { lines, code } = await summary('test-e2e', ['--host=electron', ...NAMED], CHROMIUM)
  expect([...lines.slice(-2), code]).toEqual([
    'hosts exercised: double; not exercised: electron (no binary)',
    '2 passed, 0 failed',
    0,
  ])
})
