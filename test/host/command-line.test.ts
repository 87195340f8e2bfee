// The built command line as a shell sees it: exit codes, the two outputs, and a reader that leaves.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { root } from '../../src-main/launcher/project.mjs'

const folder = mkdtempSync(join(tmpdir(), 'command-line-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const program = join(root, 'out', 'main', 'cli.js')

function commandLine(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  expect(existsSync(program), 'the bundles are built: npm run build').toBe(true)
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' })
  return { status, stdout, stderr }
}

/** A project of an example, made anew. */
function project(name: string): string {
  const path = join(folder, name)
  expect(commandLine('new', path, '--example', 'xor').status).toBe(0)
  return path
}

describe('outputs and exit codes', () => {
  test('an error is exit code 1 and one sentence on stderr, nothing on stdout', () => {
    const path = join(folder, 'none.bpstudio')
    expect(commandLine('train', path)).toEqual({
      status: 1,
      stdout: '',
      stderr: `There is no file ${path}. Check the path and its spelling.\n`,
    })
    expect(commandLine('teach', path)).toEqual({
      status: 1,
      stdout: '',
      stderr: 'There is no command teach. Run with --help for the commands.\n',
    })
  })

  test('progress goes to stderr, with --json one line of JSON per epoch to stdout', () => {
    const path = project('outputs.bpstudio')
    const words = commandLine('train', path, '--epochs', '2')
    expect([words.status, words.stdout, words.stderr.match(/^epoch \d+, /gm)]).toEqual([
      0,
      '',
      ['epoch 1, ', 'epoch 2, '],
    ])
    const json = commandLine('train', path, '--epochs', '2', '--json')
    const epochs = json.stdout
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { epoch: number }).epoch)
    expect([json.status, epochs, json.stderr]).toEqual([0, [3, 4], ''])
  })

  test('help is no error', () => {
    expect(commandLine('--help')).toMatchObject({ status: 0, stderr: '' })
  })
})

test('a reader that leaves early, such as head, ends neither the training nor the saving', async () => {
  const path = project('left.bpstudio')
  const child = spawn(process.execPath, [program, 'train', path, '--epochs', '2000', '--json'])
  let errors = ''
  child.stderr.on('data', (chunk) => (errors += String(chunk)))
  child.stdout.once('data', () => child.stdout.destroy())
  expect([await once(child, 'close'), errors]).toEqual([[0, null], ''])
  const { stdout } = commandLine('train', path, '--epochs', '1', '--json')
  expect(JSON.parse(stdout)).toMatchObject({ epoch: 2001 })
})
