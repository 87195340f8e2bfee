import { toolScript } from './project.mjs'

/** @typedef {'browser' | 'double' | 'electron'} Host */

/**
 * @typedef {object} Suite
 * @property {string} name
 * @property {'check' | 'vitest' | 'playwright'} kind what its result is read from: the exit code, or a report
 * @property {string} script of an installed tool
 * @property {string[]} args
 * @property {boolean} quick part of `npm run check`
 * @property {('build' | 'chromium')[]} needs
 * @property {Host | null} host
 */

/**
 * @param {string} name
 * @param {string} script
 * @param {string[]} args
 * @returns {Suite}
 */
function check(name, script, args) {
  return { name, kind: 'check', script: toolScript(script), args, quick: true, needs: [], host: null }
}

/**
 * @param {string} name of the vitest project
 * @param {{ quick: boolean, needs: Suite['needs'] }} options
 * @returns {Suite}
 */
function vitest(name, { quick, needs }) {
  const args = ['run', '--project', name, '--allowOnly=false']
  return { name, kind: 'vitest', script: toolScript('vitest/vitest.mjs'), args, quick, needs, host: null }
}

/**
 * @param {Host} host
 * @param {Suite['needs']} needs
 * @returns {Suite}
 */
function endToEnd(host, needs) {
  const args = ['test', '--project', host, '--forbid-only']
  return {
    name: `e2e ${host}`,
    kind: 'playwright',
    script: toolScript('playwright/cli.js'),
    args,
    quick: false,
    needs,
    host,
  }
}

/** Everything `npm test` runs, in this order: what is slowest of the checks, then what fails fast. @type {readonly Suite[]} */
export const SUITES = [
  check('types', 'vue-tsc/bin/vue-tsc.js', ['-b']),
  check('format', 'prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.']),
  check('lint', 'eslint/bin/eslint.js', ['--max-warnings', '0', '.']),
  check('layers', 'dependency-cruiser/bin/dependency-cruise.mjs', [
    '--config',
    '.dependency-cruiser.cjs',
    'src-main',
    'src-renderer',
  ]),
  vitest('unit', { quick: true, needs: [] }),
  vitest('renderer', { quick: true, needs: [] }),
  vitest('contract', { quick: true, needs: [] }),
  vitest('host', { quick: false, needs: ['build', 'chromium'] }),
  endToEnd('browser', ['build', 'chromium']),
  endToEnd('double', ['build', 'chromium']),
  endToEnd('electron', ['build']),
]

/** Tests in files so named take long and run in `npm test` only. */
export const SLOW_TESTS = '**/*.slow.test.ts'
