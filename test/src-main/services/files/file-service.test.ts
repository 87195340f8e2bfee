import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { dirname, join, parse } from 'node:path'
import { fileContract } from '@shared/protocol/file-service'
import * as v from 'valibot'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fileService } from '../../../../src-main/services/files/file-service'
import { nodeFiles } from '../../../../src-main/services/files/node-files'

const service = fileService(nodeFiles)
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dialog-'))
  for (const name of ['b', 'a', '.hidden']) await mkdir(join(folder, name))
  for (const name of ['z.csv', 'Y.CSV', 'x.png', '.secret.csv', 'p.bpstudio']) await writeFile(join(folder, name), '')
})
afterAll(() => rm(folder, { recursive: true }))

test('folders first, then files with the wanted endings; nothing hidden', async () => {
  const { entries, ...place } = await service.list({ folder, endings: ['.csv', '.bpstudio'] })
  expect(place).toEqual({ folder, parent: dirname(folder) })
  expect(entries).toEqual([
    { name: 'a', kind: 'folder', path: join(folder, 'a') },
    { name: 'b', kind: 'folder', path: join(folder, 'b') },
    { name: 'p.bpstudio', kind: 'file', path: join(folder, 'p.bpstudio') },
    { name: 'Y.CSV', kind: 'file', path: join(folder, 'Y.CSV') },
    { name: 'z.csv', kind: 'file', path: join(folder, 'z.csv') },
  ])
})

test('the home folder without a wish, and no parent at the root', async () => {
  expect((await service.list({ endings: [] })).folder).toBe(homedir())
  expect((await service.list({ folder: parse(folder).root, endings: [] })).parent).toBeNull()
})

test('a folder that can not be listed', async () => {
  const missing = join(folder, 'none')
  await expect(service.list({ folder: missing, endings: [] })).rejects.toThrow(
    `The folder ${missing} can't be listed (there is no such folder). Choose another folder.`,
  )
})

test('a name gets its ending once, and it is known whether it is there', async () => {
  const resolved = (name: string) => service.resolve({ folder, name, ending: '.bpstudio' })
  expect([await resolved('p'), await resolved('P.BPSTUDIO'), await resolved('new')]).toEqual([
    { path: join(folder, 'p.bpstudio'), exists: true },
    { path: join(folder, 'P.BPSTUDIO'), exists: await nodeFiles.exists(join(folder, 'P.BPSTUDIO')) },
    { path: join(folder, 'new.bpstudio'), exists: false },
  ])
})

test('a figure is written whole, over the one before, and nothing stays beside it', async () => {
  const figures = join(folder, 'a')
  const path = join(figures, 'net.png')
  for (const bytes of [new Uint8Array(70_000).fill(7), Uint8Array.of(137, 80, 78, 71)]) {
    await service.writeFigure({ path, kind: 'png', bytes })
    expect(new Uint8Array(await readFile(path))).toEqual(bytes)
  }
  expect(await readdir(figures)).toEqual(['net.png'])
})

test('a figure that can not be written says why', async () => {
  const path = join(folder, 'none', 'net.svg')
  await expect(service.writeFigure({ path, kind: 'svg', bytes: Uint8Array.of(60) })).rejects.toThrow(
    `${path} can't be written (there is no such folder). The file on disk is unchanged; save to another folder or free some space.`,
  )
})

test('a window can write only what ends as a figure does', () => {
  const refused = (path: string, kind: string): boolean =>
    !v.safeParse(fileContract.writeFigure.argument, { path, kind, bytes: new Uint8Array() }).success
  expect([refused('/a/net.svg', 'svg'), refused('/a/NET.PNG', 'png')]).toEqual([false, false])
  expect([
    refused('/a/.bashrc', 'svg'),
    refused('/a/net.svg', 'png'),
    refused('/a/net.bpstudio', 'bpstudio'),
    refused('/a/net.svg/../.profile', 'svg'),
  ]).toEqual([true, true, true, true])
})
