import { expect, test } from 'vitest'
import { SUITES } from '../../../src-main/launcher/suites.mjs'
import { chromiumSource, hostOption } from '../../../src-main/launcher/test-options.mjs'
import { electronAbsence } from '../../../src-main/launcher/test-plan.mjs'

test('npm test runs every check and suite, in this order', () => {
  expect(SUITES.map(({ name }) => name)).toEqual([
    ...['types', 'format', 'lint', 'layers'],
    ...['unit', 'renderer', 'contract', 'host'],
    ...['e2e browser', 'e2e double', 'e2e electron'],
  ])
})

test('npm run check needs neither a build nor a browser', () => {
  const quick = SUITES.filter((suite) => suite.quick)
  expect(quick.map(({ name }) => name)).toEqual(['types', 'format', 'lint', 'layers', 'unit', 'renderer', 'contract'])
  expect(quick.flatMap(({ needs }) => needs)).toEqual([])
})

test('--host: electron means the double where the real one cannot run', () => {
  expect(hostOption(['-g', 'xor'], true)).toEqual({
    hosts: ['browser', 'double', 'electron'],
    rest: ['-g', 'xor'],
    problem: null,
  })
  expect(hostOption([], false).hosts).toEqual(['browser', 'double'])
  expect(hostOption(['--host=electron'], true).hosts).toEqual(['electron'])
  expect(hostOption(['--host=electron'], false).hosts).toEqual(['double'])
  expect(hostOption(['--host=browser'], true).hosts).toEqual(['browser'])
  expect(hostOption(['--host=safari'], true).problem).toBe('--host is browser, electron or double, not "safari".')
  expect(chromiumSource(['a', '--chromium=carried'])).toEqual({ only: 'carried', rest: ['a'] })
})

test('the real Electron takes part where it has a binary and a display', () => {
  const linux = { platform: 'linux' as const, env: {} }
  expect(electronAbsence({ ...linux, binary: null })).toBe('no binary')
  expect(electronAbsence({ ...linux, binary: '/electron' })).toBe('no display')
  expect(electronAbsence({ ...linux, env: { DISPLAY: ':99' }, binary: '/electron' })).toBe(null)
})
