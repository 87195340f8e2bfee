import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { downloadElectron } from '../../../src-main/launcher/electron-download.mjs'

const folder = mkdtempSync(join(tmpdir(), 'electron download-'))
const script = join(folder, 'install.cjs')
let server: Server
const piece = Buffer.alloc(1000)

/** /slow trickles ten pieces, /dead stops after one, /silent never answers, /gone is not there. */
beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/silent') return
    if (request.url === '/gone') return void response.writeHead(404).end()
    response.writeHead(200, { 'content-length': 10 * piece.length })
    response.write(piece)
    if (request.url === '/dead') return
    let left = 9
    const timer = setInterval(() => {
      response.write(piece)
      if (--left === 0) {
        clearInterval(timer)
        response.end()
      }
    }, 400)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A stand-in for the script of Electron's package: like it, it downloads with the global fetch. */
async function download(path: string, stallMs: number) {
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`
  writeFileSync(
    script,
    `fetch('${address}').then(async (response) => {
      if (!response.ok) throw new Error('Response code ' + response.status)
      const bytes = await response.arrayBuffer()
      if (bytes.byteLength !== 10000) throw new Error('only ' + bytes.byteLength)
      await new Promise((resolve) => setTimeout(resolve, 900))
    }).catch((error) => { console.error(error.stack); process.exit(1) })`,
  )
  const lines: string[] = []
  const failure = await downloadElectron({ script, stallMs, tell: (line: string) => lines.push(line) })
  return { failure, lines }
}

describe('downloadElectron', () => {
  test('waits for a slow download, and for what follows it, longer than the limit of a stall', async () => {
    const { failure, lines } = await download('/slow', 3000)
    expect(failure).toBeNull()
    expect([lines[0], lines[1], lines.at(-1)]).toEqual([
      'Downloading Electron, once ...',
      'Downloading Electron: 0.0 MB of 0.0 MB (10 %)',
      'Unpacking Electron ...',
    ])
  })

  test('ends a download that stops, and one that never answers', async () => {
    expect((await download('/dead', 500)).failure).toBe('no byte came for 0.5 s')
    expect((await download('/silent', 500)).failure).toBe('no byte came for 0.5 s')
  })

  test('says why the script failed', async () => {
    expect((await download('/gone', 5000)).failure).toBe('Response code 404')
    expect(await downloadElectron({ script: join(folder, 'none.js') })).toBe('its package is not installed')
  })
})
