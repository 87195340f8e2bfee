// Makes the example projects anew from their sources: node resources/examples/make.mjs (after npm run build).
// The documents *.json hold their data inline; the others are CSV files with a few settings of their own.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const cli = here('../../out/main/cli.js')

const examples = {
  'worked-example': { args: ['--document', here('worked-example.json')], change: (document) => document },
  xor: { args: ['--document', here('xor.json')], change: (document) => document },
  'two-spirals': {
    args: ['--csv', here('../data/two-spirals.csv'), '--target', 'spiral', '--hidden', '32,16', '--validation', '0.1'],
    change: (document) => ({
      ...document,
      name: 'Two spirals',
      dataset: { ...document.dataset, source: 'Lang and Witbrock, 1988' },
      training: {
        ...document.training,
        optimizer: { ...document.training.optimizer, learningRate: 0.01 },
        epochs: 1000,
      },
    }),
  },
  iris: {
    args: ['--csv', here('../data/iris.csv'), '--target', 'species'],
    change: (document) => ({
      ...document,
      name: 'Iris',
      dataset: { ...document.dataset, source: 'R. A. Fisher, 1936' },
    }),
  },
}

const folder = process.argv[2] ?? here('.')
for (const [id, { args, change }] of Object.entries(examples)) {
  const temporary = mkdtempSync(join(tmpdir(), 'example-'))
  const project = join(temporary, `${id}.bpstudio`)
  execFileSync(process.execPath, [cli, 'new', project, ...args], { stdio: ['ignore', 'inherit', 'ignore'] })
  const entries = unzipSync(readFileSync(project))
  const kept = Object.fromEntries(Object.entries(entries).filter(([name]) => name.startsWith('data/')))
  const document = change(JSON.parse(strFromU8(entries['project.json'])))
  kept['project.json'] = strToU8(`${JSON.stringify(document, null, 2)}\n`)
  writeFileSync(join(folder, `${id}.bpstudio`), zipSync(kept, { level: 9, mtime: new Date(1980, 0, 1) }))
  rmSync(temporary, { recursive: true })
}
