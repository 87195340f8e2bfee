import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { StandInProject } from './stand-in-project'

const DESKTOP = { DISPLAY: ':0' }
const PROGRAM = '#!/bin/sh\necho "electron $* ($ELECTRON_RUN_AS_NODE)"\nexit ${STAND_IN_EXIT:-0}\n'
const DOWNLOAD_FAILS = `console.error('TypeError: fetch failed'); process.exit(1)`
const BROWSER = ['browser host ', 'http://127.0.0.1:4000/?token=abc']

let project: StandInProject
beforeEach(() => {
  project = new StandInProject()
})
afterEach(() => rmSync(project.folder, { recursive: true, force: true }))

describe('npm start', () => {
  test('--browser passes file and port on, downloads nothing and ends with the host', async () => {
    project.write('data set.csv', 'x,y')
    project.write('node_modules/electron/install.js', `console.error('downloaded')`)
    const args = ['--browser', '--no-open', '--port', '4000', 'data set.csv']
    expect(await project.run('start', args, DESKTOP)).toEqual({
      lines: [`browser host --port 4000 ${join(project.folder, 'data set.csv')}`, BROWSER[1]],
      code: 0,
    })
  })

  test('what cannot be opened, and what is no option, ends with a sentence before anything is installed', async () => {
    rmSync(join(project.folder, 'node_modules'), { recursive: true })
    expect(await project.run('start', ['gone.csv'])).toEqual({
      lines: [`${join(project.folder, 'gone.csv')} does not exist.`],
      code: 1,
    })
    const { lines, code } = await project.run('start', ['--fast'])
    expect([lines[0], code]).toEqual(['--fast is not an option.', 1])
  })

  test.runIf(process.platform === 'linux')('without a display the browser host, and no download', async () => {
    project.write('node_modules/electron/install.js', `console.error('downloaded')`)
    expect(await project.run('start', ['--no-open'])).toEqual({
      lines: ['Starting in the browser, because there is no display for a window of Electron.', ...BROWSER],
      code: 0,
    })
  })
})

describe.skipIf(process.platform === 'win32')('npm start with Electron', () => {
  const program = process.platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron'

  test('ELECTRON_OVERRIDE_DIST_PATH, and an Electron that an editor turned into Node', async () => {
    project.write('xor.bpstudio', '')
    project.write(`my electron/${program}`, PROGRAM, 0o755)
    const env = {
      ...DESKTOP,
      ELECTRON_OVERRIDE_DIST_PATH: join(project.folder, 'my electron'),
      ELECTRON_RUN_AS_NODE: '1',
    }
    expect(await project.run('start', ['xor.bpstudio'], env)).toEqual({
      lines: ['Starting Electron ...', `electron . ${join(project.folder, 'xor.bpstudio')} ()`],
      code: 0,
    })
    const broken = await project.run('start', ['--no-open'], { ...env, STAND_IN_EXIT: '127' })
    expect(broken.lines.slice(2)).toEqual([
      'Electron could not start here (exit code 127): starting in the browser instead.',
      ...BROWSER,
    ])
  })

  test('the binary is downloaded once', async () => {
    const unpack = `const { writeFileSync, mkdirSync } = require('fs'), { dirname } = require('path')
      const path = __dirname + '/dist/${program}'
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, ${JSON.stringify(PROGRAM)}, { mode: 0o755 })
      writeFileSync(__dirname + '/dist/version', '45.4.1')
      writeFileSync(__dirname + '/path.txt', '${program}')`
    project.write('node_modules/electron/install.js', unpack)
    project.write('node_modules/electron/package.json', '{ "version": "45.4.1", "type": "commonjs" }')
    const started = ['Starting Electron ...', 'electron . ()']
    expect((await project.run('start', [], DESKTOP)).lines).toEqual(['Downloading Electron, once ...', ...started])
    expect((await project.run('start', [], DESKTOP)).lines).toEqual(started)
  })

  test('a download that failed is not tried again for a day, but with --electron', async () => {
    project.write('node_modules/electron/install.js', DOWNLOAD_FAILS)
    const start = async (...args: string[]) => (await project.run('start', ['--no-open', ...args], DESKTOP)).lines
    const failed = [
      'Downloading Electron, once ...',
      'Starting in the browser, because Electron could not be downloaded (fetch failed).',
      ...BROWSER,
    ]
    expect(await start()).toEqual(failed)
    expect(await start()).toEqual([
      'Starting in the browser, because the download of Electron failed less than a day ago (fetch failed; npm start -- --electron tries again).',
      ...BROWSER,
    ])
    expect(await start('--electron')).toEqual(failed)
  })
})

test('what is missing is installed and what is stale is built, first', async () => {
  project.write('src-main/cli/index.ts', 'changed')
  project.write('node_modules/electron-vite/bin/electron-vite.js', `console.log('built with ' + process.argv[2])`)
  const first = await project.run('start', ['--browser', '--no-open'])
  expect(first.lines.map((line) => line.replace(/\d.* s\./, 'N s.'))).toEqual([
    'Building (sources changed) ...',
    'built with build',
    'Built in N s.',
    ...BROWSER,
  ])
  expect((await project.run('start', ['--browser', '--no-open'])).lines).toEqual(BROWSER)

  project.write('package-lock.json', '{ "packages": { "": {}, "node_modules/vue": { "version": "3.5.0" } } }')
  project.write(
    'npm/npm-cli.js',
    `console.log('npm ' + process.argv[2])
     require('fs').writeFileSync('node_modules/.package-lock.json', require('fs').readFileSync('package-lock.json'))
     require('fs').mkdirSync('node_modules/vue')`,
  )
  project.write('npm/package.json', '{ "type": "commonjs" }')
  const env = { npm_execpath: join(project.folder, 'npm', 'npm-cli.js') }
  expect((await project.run('start', ['--browser', '--no-open'], env)).lines.slice(0, 4)).toEqual([
    'Installing packages with npm ci (node_modules/vue is missing) ...',
    'npm ci',
    'Packages installed in 0 s.',
    'Building (sources changed) ...',
  ])
})
