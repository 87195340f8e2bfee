import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { RpcClient } from '@shared/protocol/client'
import { memoryTransports } from '@shared/protocol/memory-transport'
import { offer, serve } from '@shared/protocol/server'
import { shellContract, type ShellService } from '@shared/protocol/shell-service'
import { expect, test, vi } from 'vitest'
import { parseOptions } from '../../../src-main/browser-host/options'
import { builtFiles } from '../../../src-main/browser-host/page-files'
import { relay } from '../../../src-main/browser-host/relay'
import { browserShell } from '../../../src-main/browser-host/shell-service'

test('options: any port and no file, or both', () => {
  expect(parseOptions([])).toEqual({ port: 0, path: null })
  expect(parseOptions(['--port', '8080', 'iris.csv'])).toEqual({ port: 8080, path: resolve('iris.csv') })
})

test.each(['x', '-1', '1.5', '65536'])('--port=%s is no port', (port) => {
  expect(() => parseOptions([`--port=${port}`])).toThrow(
    new Error(`--port ${port} is not a port. Give a whole number from 0 to 65535.`),
  )
})

test('the files of a folder by their address', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'page-'))
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), '<p>')
  writeFileSync(join(folder, 'assets', 'icon.svg'), '<svg/>')
  writeFileSync(join(folder, 'assets', 'other.bin'), 'x')
  const { read } = builtFiles(folder)
  const svg = { type: 'image/svg+xml', bytes: Buffer.from('<svg/>') }
  expect(
    await Promise.all(['/assets/icon.svg', '/assets/icon.svg?v=1', '/assets/other.bin', '/../x'].map(read)),
  ).toEqual([svg, svg, { type: 'application/octet-stream', bytes: Buffer.from('x') }, null])
  rmSync(folder, { recursive: true })
})

test('a relay leads frames both ways, and closes one side when the other closes', async () => {
  const [near, first] = memoryTransports()
  const [second, far] = memoryTransports()
  relay(first, second)
  const heard: unknown[] = []
  near.onFrame({ frame: (frame) => heard.push(['near', ...frame]), closed: () => heard.push('near closed') })
  far.onFrame({ frame: (frame) => heard.push(['far', ...frame]), closed: () => heard.push('far closed') })
  near.send(Uint8Array.of(1))
  far.send(Uint8Array.of(2))
  await vi.waitFor(() => expect(heard).toHaveLength(2))
  near.send(null)
  await vi.waitFor(() => expect(heard).toHaveLength(4))
  expect(heard.toSorted()).toEqual([['far', 1], ['near', 2], 'far closed', 'near closed'].toSorted())
})

test('the shell of a browser has no dialogs, and hands over the file of the start once', async () => {
  let path: string | null = '/data/iris.csv'
  const takePath = (): string | null => {
    const taken = path
    path = null
    return taken
  }
  const window = (): ShellService => {
    const [near, far] = memoryTransports()
    serve(far, [offer('shell', shellContract, browserShell(takePath))])
    return new RpcClient(near).service<ShellService>('shell', shellContract)
  }
  const shell = window()
  expect(await shell.capabilities()).toEqual({ nativeDialogs: false, nativeMenu: false, closesWindow: false })
  await expect(shell.chooseFile({ purpose: 'open-data' })).rejects.toThrow(
    'Something unexpected happened: The page shows its own dialogs in this host.',
  )
  expect([await shell.startPath(), await window().startPath()]).toEqual(['/data/iris.csv', null])
  const controller = new AbortController()
  const later = window().events(undefined, controller.signal)[Symbol.asyncIterator]()
  const nothing = later.next()
  controller.abort()
  expect(await nothing).toEqual({ done: true, value: undefined })
})
