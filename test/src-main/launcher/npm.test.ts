import { expect, test } from 'vitest'
import { npmCommand } from '../../../src-main/launcher/npm.mjs'

const node = '/some where/node'

test('the npm that started the command is used, without a shell', () => {
  const env = { npm_execpath: '/some where/npm/bin/npm-cli.js' }
  expect(npmCommand(['ci'], { env, node, platform: 'linux' })).toEqual({
    command: node,
    args: ['/some where/npm/bin/npm-cli.js', 'ci'],
    shell: false,
  })
})

test('otherwise npm by its name, on Windows through a shell', () => {
  const env = { npm_execpath: '/somewhere/yarn.js' }
  expect(npmCommand(['ci'], { env, node, platform: 'darwin' })).toEqual({ command: 'npm', args: ['ci'], shell: false })
  expect(npmCommand(['ci'], { env: {}, node, platform: 'win32' })).toEqual({
    command: 'npm.cmd',
    args: ['ci'],
    shell: true,
  })
})
