import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { listPackage } from '@electron/asar'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { electronVersion } from '../../src-main/launcher/electron-binary.mjs'
import { root, toolScript } from '../../src-main/launcher/project.mjs'

const yaml: { load(text: string): unknown } = createRequire(import.meta.url)('js-yaml')

const BUNDLES = [
  '/out/main/index.js',
  '/out/main/utility.js',
  '/out/main/thread.js',
  '/out/main/cli.js',
  '/out/preload/index.cjs',
  '/out/renderer/index.html',
]

/**
 * A packaging of this project with a stand-in for Electron: it proves configuration and contents, not that the result
 * starts. `npm test` has built the real bundles before; without a build, short files take their places.
 */
const folder = mkdtempSync(join(tmpdir(), 'packaging-'))
const project = join(folder, 'project')
const packed = join(project, 'dist', 'linux-unpacked')
let content: string[] = []

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

function copyProject(): void {
  for (const name of ['package.json', 'electron-builder.yml', 'resources', 'out']) {
    if (existsSync(join(root, name))) cpSync(join(root, name), join(project, name), { recursive: true })
  }
  for (const path of BUNDLES) {
    if (!existsSync(join(project, path))) write(join(project, path), 'stand-in')
  }
  write(join(project, 'out', '.stamp'), '')
  // What must stay outside.
  write(join(project, 'test', 'a.test.ts'), '')
  write(join(project, 'src-main', 'cli', 'index.ts'), '')
  write(join(project, '.cache', 'reports', 'unit.json'), '{}')
  write(join(project, 'node_modules', 'left-pad', 'package.json'), '{ "name": "left-pad", "version": "1.0.0" }')
  // The lock names the package manager, whose list of packages has to be of this project and not of a folder above.
  cpSync(join(root, 'package-lock.json'), join(project, 'package-lock.json'))
}

function standInElectron(): string {
  const electron = join(folder, 'electron')
  for (const name of ['electron', 'chrome-sandbox', 'chrome_crashpad_handler']) {
    write(join(electron, name), '')
    chmodSync(join(electron, name), 0o755)
  }
  write(join(electron, 'version'), electronVersion())
  write(join(electron, 'LICENSE'), '')
  write(join(electron, 'locales', 'en-US.pak'), '')
  mkdirSync(join(electron, 'resources'), { recursive: true })
  return electron
}

beforeAll(() => {
  copyProject()
  const options = [`-c.electronDist=${standInElectron()}`, `-c.electronVersion=${electronVersion()}`]
  const builder = [toolScript('electron-builder/cli.js'), '--linux', '--x64', '--dir', '--publish', 'never', ...options]
  const { status, stdout, stderr } = spawnSync(process.execPath, builder, { cwd: project, encoding: 'utf8' })
  expect(status, stdout + stderr).toBe(0)
  content = listPackage(join(packed, 'resources', 'app.asar'), { isPack: false }).map((path) =>
    path.replaceAll('\\', '/'),
  )
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the package', () => {
  test('holds the bundles', () => {
    expect(content).toEqual(expect.arrayContaining(BUNDLES))
  })

  test('holds the examples, data sets and lessons, and nothing but them, the bundles and package.json', () => {
    const expected = [
      '/out',
      '/package.json',
      '/resources',
      '/resources/examples',
      '/resources/data',
      '/resources/lessons',
    ]
    const others = content.filter(
      (path) =>
        !expected.includes(path) &&
        !/^\/(out\/(main|preload|renderer)|resources\/(examples|data|lessons))(\/|$)/.test(path),
    )
    expect(others).toEqual([])
    for (const name of ['examples', 'data', 'lessons']) {
      const there = existsSync(join(root, 'resources', name))
      expect(content.some((path) => path.startsWith(`/resources/${name}/`))).toBe(there)
    }
  })

  test('holds no node_modules, no test and no TypeScript', () => {
    expect(content.filter((path) => /node_modules|\.(test|spec)\.|\.ts$|\.stamp$/.test(path))).toEqual([])
  })

  test('starts by the name of its program', () => {
    expect(existsSync(join(packed, 'backprop-studio'))).toBe(true)
  })
})

describe('electron-builder.yml', () => {
  const settings = yaml.load(readFileSync(join(root, 'electron-builder.yml'), 'utf8')) as Record<string, unknown>

  test('associates project files', () => {
    expect(settings.fileAssociations).toEqual([expect.objectContaining({ ext: 'bpstudio', role: 'Editor' })])
  })

  test('makes an installer for every system', () => {
    expect(settings).toMatchObject({
      appId: 'io.github.backprop-studio',
      productName: 'Backprop Studio',
      asar: true,
      npmRebuild: false,
      mac: { target: ['dmg'] },
      win: { target: ['nsis'] },
      linux: { target: ['AppImage', 'deb'], maintainer: expect.stringMatching(/ <\S+@\S+>$/) },
    })
  })

  test.each([
    ['icon.ico', [0, 0, 1, 0]],
    ['icon.icns', [...Buffer.from('icns')]],
    ['png/512x512.png', [0x89, ...Buffer.from('PNG')]],
  ])('has the icon %s', (name, start) => {
    expect([...readFileSync(join(root, 'resources', 'icons', name)).subarray(0, 4)]).toEqual(start)
  })
})
