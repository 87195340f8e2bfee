import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { addressWatch } from '../../../src-main/launcher/browser-host.mjs'
import { root } from '../../../src-main/launcher/project.mjs'

const folder = mkdtempSync(join(tmpdir(), 'browser host-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('addressWatch', () => {
  const address = 'http://127.0.0.1:4000/?token=a-B_9'
  const found = (...chunks: string[]) => {
    const all: string[] = []
    const watch = addressWatch((one: string) => all.push(one))
    for (const chunk of chunks) watch(chunk)
    return all
  }

  test('finds the line once it is whole, and only once', () => {
    expect(found('hello\n', 'http://127.0.0.1:40', '00/?token=a-B_9')).toEqual([])
    expect(found('hello\n', 'http://127.0.0.1:40', '00/?token=a-B_9\r\nbye\n', `${address}\n`)).toEqual([address])
  })

  test('takes no other line for it', () => {
    expect(found(`see ${address}\n`, 'http://127.0.0.1:4000/\n', 'http://192.168.0.1:4000/?token=a\n')).toEqual([])
  })
})

test.skipIf(process.platform === 'win32')(
  'output is passed through, the address shown, and SIGTERM ends both',
  async () => {
    const script = join(folder, 'browser.js')
    writeFileSync(
      script,
      `process.on('SIGTERM', () => { console.log('closed'); process.exit(0) })
     console.log('args ' + process.argv.slice(2).join(' '))
     console.log('http://127.0.0.1:4000/?token=abc')
     setInterval(() => {}, 1000)`,
    )
    const module = pathToFileURL(join(root, 'src-main/launcher/browser-host.mjs')).href
    const code = `const { runBrowserHost } = await import('${module}')
    const show = async (address) => { console.log('shown ' + address); return false }
    const end = await runBrowserHost({ open: true, port: 4000, path: '/x y.csv', script: ${JSON.stringify(script)}, show })
    console.log('end ' + end.code)`
    const child = spawn(process.execPath, ['--input-type=module', '--eval', code], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let output = ''
    let asked = false
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      if (asked || !output.includes('open the address')) return
      asked = true
      child.kill('SIGTERM')
    })
    const exitCode = await new Promise((resolve) => child.on('close', resolve))
    expect(output.trim().split('\n')).toEqual([
      'args --port 4000 /x y.csv',
      'http://127.0.0.1:4000/?token=abc',
      'shown http://127.0.0.1:4000/?token=abc',
      'No browser could be opened here: open the address above in one.',
      'closed',
      'end 0',
    ])
    expect(exitCode).toBe(0)
  },
)
