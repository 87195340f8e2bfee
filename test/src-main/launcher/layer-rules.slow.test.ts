import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { root, toolScript } from '../../../src-main/launcher/project.mjs'

const PACKAGES = [
  'valibot',
  'ws',
  'papaparse',
  'fflate',
  'electron',
  'vue',
  'pinia',
  'reka-ui',
  'katex',
  'chart.js',
  'left-pad',
]
const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** What each file imports; a target is a file of the tree, an alias or a package. */
type Tree = Record<string, string>

/** Files that others import, one per layer. */
const TARGETS: Tree = Object.fromEntries(
  [
    'src-main/shared/document/schema.ts',
    'src-main/engine/network.ts',
    'src-main/engine/data/split.ts',
    'src-main/services/project/files.ts',
    'src-main/utility/router.ts',
    'src-main/electron-host/window.ts',
    'src-main/browser-host/token.ts',
    'src-main/launcher/text.mjs',
    'src-renderer/host/connect.ts',
    'src-renderer/stores/document.ts',
    'src-renderer/actions/open.ts',
    'src-renderer/composables/drag.ts',
    'src-renderer/components/ui/Button.vue',
    'src-renderer/components/chart/Chart.vue',
  ].map((path) => [path, path.endsWith('.vue') ? '<template><p /></template>\n' : 'export const a = 1\n']),
)

function cruise(tree: Tree): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'layers-'))
  folders.push(folder)
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  for (const name of PACKAGES) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }))
    write(`node_modules/${name}/index.js`, 'export const a = 1\n')
  }
  write('package.json', '{ "type": "module" }')
  for (const name of ['.dependency-cruiser.cjs', 'tsconfig.base.json'])
    copyFileSync(join(root, name), join(folder, name))
  for (const [path, text] of Object.entries({ ...TARGETS, ...tree })) write(path, text)
  const cruiser = toolScript('dependency-cruiser/bin/dependency-cruise.mjs')
  const args = [cruiser, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src-main', 'src-renderer']
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', maxBuffer: 64e6 })
  expect(stderr).toBe('')
  const report: { summary: { violations: { rule: { name: string }; from: string }[] } } = JSON.parse(stdout)
  return [...new Set(report.summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`))].sort()
}

const value = (target: string) => `import { a } from '${target}'\nexport const b = a\n`
const type = (target: string) => `import type { a } from '${target}'\nexport type B = typeof a\n`
const vue = (script: string) => `<script setup lang="ts">\n${script}</script>\n<template><p /></template>\n`

/** rule -> the files that break it, and nothing but it unless several rules are named. */
const VIOLATIONS: [rules: string, path: string, text: string][] = [
  ['shared-imports', 'src-main/shared/clock.ts', value('node:fs')],
  ['shared-imports', 'src-main/shared/deep.ts', type('@engine/network')],
  ['shared-imports vue-only-in-its-place', 'src-main/shared/view.ts', value('vue')],
  ['engine-imports', 'src-main/engine/disk.ts', value('node:fs')],
  ['engine-imports', 'src-main/engine/up.ts', type('../services/project/files')],
  ['engine-imports valibot-only-in-its-place', 'src-main/engine/validate.ts', value('valibot')],
  ['services-imports', 'src-main/services/project/engine.ts', type('@engine/network')],
  ['services-imports', 'src-main/services/project/data.ts', value('@engine/data/split')],
  ['services-imports', 'src-main/services/transports/port.ts', type('electron')],
  ['services-training-and-export-imports', 'src-main/services/training/window.ts', value('electron')],
  ['services-training-and-export-imports', 'src-main/services/export/host.ts', value('../../utility/router')],
  ['services-dataset-imports', 'src-main/services/dataset/net.ts', value('@engine/network')],
  ['utility-imports', 'src-main/utility/engine.ts', value('@engine/network')],
  ['utility-imports', 'src-main/utility/host.ts', value('../browser-host/token')],
  ['electron-types-only', 'src-main/utility/electron.ts', value('electron')],
  ['cli-imports', 'src-main/cli/engine.ts', value('@engine/network')],
  ['electron-types-only', 'src-main/cli/electron.ts', value('electron')],
  ['electron-host-imports', 'src-main/electron-host/engine.ts', type('@engine/network')],
  ['browser-host-imports', 'src-main/browser-host/engine.ts', type('@engine/network')],
  ['browser-host-imports', 'src-main/browser-host/electron.ts', type('electron')],
  ['preload-imports', 'src-main/preload/disk.ts', value('node:fs')],
  ['preload-imports', 'src-main/preload/host.ts', type('../electron-host/window')],
  ['preload-shared-types-only', 'src-main/preload/shared.ts', value('@shared/document/schema')],
  ['launcher-imports', 'src-main/launcher/app.mjs', value('../services/project/files')],
  ['launcher-imports', 'src-main/launcher/pad.mjs', value('left-pad')],
  ['renderer-into-main', 'src-renderer/main.ts', type('@engine/network')],
  ['renderer-into-main', 'src-renderer/App.vue', vue(type('../src-main/services/project/files'))],
  ['renderer-imports', 'src-renderer/pad.ts', value('left-pad')],
  ['renderer-imports', 'src-renderer/disk.ts', value('node:fs')],
  ['renderer-host-imports', 'src-renderer/host/store.ts', type('../stores/document')],
  ['renderer-host-imports', 'src-renderer/host/part.ts', value('../components/chart/Chart.vue')],
  ['stores-imports', 'src-renderer/stores/part.ts', value('../components/ui/Button.vue')],
  ['stores-imports', 'src-renderer/stores/act.ts', type('../actions/open')],
  ['stores-host-types-only', 'src-renderer/stores/host.ts', value('../host/connect')],
  ['actions-imports', 'src-renderer/actions/part.ts', type('../components/chart/Chart.vue')],
  ['composables-imports', 'src-renderer/composables/host.ts', value('../host/connect')],
  ['components-imports', 'src-renderer/components/chart/Host.vue', vue(type('../../host/connect'))],
  ['components-another-feature', 'src-renderer/components/data/Other.vue', vue(value('../chart/Chart.vue'))],
  ['ui-imports', 'src-renderer/components/ui/Store.vue', vue(value('../../stores/document'))],
  ['ui-imports', 'src-renderer/components/ui/Domain.vue', vue(type('@shared/document/schema'))],
  ['electron-host-imports ws-only-in-its-place', 'src-main/electron-host/socket.ts', value('ws')],
  ['papaparse-only-in-its-place', 'src-main/services/project/csv.ts', value('papaparse')],
  ['fflate-only-in-its-place', 'src-main/services/export/zip.ts', value('fflate')],
  ['renderer-imports fflate-only-in-its-place', 'src-renderer/zip.ts', value('fflate')],
  ...['vue', 'pinia', 'reka-ui', 'katex', 'chart.js'].map((name): [string, string, string] => [
    `electron-host-imports ${name}-only-in-its-place`,
    `src-main/electron-host/${name}.ts`,
    value(name),
  ]),
  ['no-cycles', 'src-main/shared/egg.ts', type('./hen')],
]

/** The other half of the cycle, which is reported once. */
const HEN: Tree = { 'src-main/shared/hen.ts': type('./egg') }

/** The whole table, read as what each layer may import. */
const ALLOWED: Tree = {
  'src-main/shared/ok.ts':
    value('./document/schema') + value('valibot').replaceAll(' b ', ' c ').replace('{ a }', '{ a as a2 }'),
  'src-main/engine/ok.ts': type('@shared/document/schema'),
  'src-main/engine/ok-value.ts': value('@shared/document/schema'),
  'src-main/engine/kernels/index.ts': 'export const a = 1\n',
  'src-main/engine/compiled/wasm.ts': value('../kernels/index.ts?asc'),
  'src-main/services/project/ok.ts': value('fflate'),
  'src-main/services/project/ok-node.ts': value('node:fs/promises'),
  'src-main/services/dataset/ok.ts': value('papaparse'),
  'src-main/services/dataset/ok-data.ts': value('@engine/data/split'),
  'src-main/services/training/ok.ts': value('@engine/network'),
  'src-main/services/export/ok.ts': value('@engine/network'),
  'src-main/utility/ok.ts': value('../services/project/files'),
  'src-main/utility/ok-type.ts': type('electron'),
  'src-main/cli/ok.ts': value('@shared/document/schema'),
  'src-main/electron-host/ok.ts': value('electron'),
  'src-main/electron-host/ok-node.ts': value('node:path'),
  'src-main/browser-host/ok.ts': value('ws'),
  'src-main/browser-host/ok-node.ts': value('node:http'),
  'src-main/preload/ok.ts': value('electron'),
  'src-main/preload/ok-inline.ts': `import { type a } from '@shared/document/schema'\nexport type B = typeof a\n`,
  'src-main/preload/ok-type.ts': type('@shared/document/schema'),
  'src-main/launcher/ok.mjs': value('node:fs'),
  'src-renderer/main.ts': value('./host/connect'),
  'src-renderer/host/ok.ts': value('@shared/document/schema'),
  'src-renderer/stores/ok.ts': type('../host/connect'),
  'src-renderer/stores/ok-pinia.ts': value('pinia'),
  'src-renderer/actions/ok.ts': value('../host/connect'),
  'src-renderer/actions/ok-store.ts': value('../stores/document'),
  'src-renderer/components/chart/Ok.vue': vue(value('../ui/Button.vue')),
  'src-renderer/components/chart/ok.ts': value('../../actions/open'),
  'src-renderer/components/chart/Drag.vue': vue(value('../../composables/drag')),
  'src-renderer/components/chart/Own.vue': vue(value('./Chart.vue')),
  'src-renderer/components/ui/Ok.vue': vue(value('reka-ui')),
}

describe('the layer rules', () => {
  test('each forbidden import is reported under the name of its rule, and nothing else is', () => {
    const expected = VIOLATIONS.flatMap(([rules, path]) => rules.split(' ').map((rule) => `${rule}: ${path}`)).sort()
    expect(cruise({ ...HEN, ...Object.fromEntries(VIOLATIONS.map(([, path, text]) => [path, text])) })).toEqual(
      expected,
    )
  })

  test('what the table allows passes', () => {
    expect(cruise(ALLOWED)).toEqual([])
  })
})
