import { chmod, lstat, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { nodeFiles } from '../../../../src-main/services/files/node-files'
import {
  readWhole,
  reasonOf,
  sweepTemporaries,
  writeAtomically,
} from '../../../../src-main/services/files/write-atomically'
import { MemoryFiles } from '../../../helpers/memory-files'

const path = resolve('/projects/a.bpstudio')
const bytes = new TextEncoder().encode('the new content')
const coded = (code: string): Error => Object.assign(new Error(`${code}: refused`), { code })

test('the order of the operations: write, force to disk, rename, force the folder', async () => {
  const files = new MemoryFiles({ [path]: 'old' })
  await writeAtomically(files, path, bytes)
  expect(files.text(path)).toBe('the new content')
  expect(files.operations.map((operation) => operation.split(' ')[0])).toEqual([
    'create',
    'write',
    'sync',
    'close',
    'rename',
    'syncFolder',
  ])
})

describe('when the n-th operation fails', () => {
  test.each([1, 2, 3, 4, 5])('%i: the old file is intact and no temporary stays', async (failAt) => {
    for (const contents of [{ [path]: 'old' }, {}]) {
      const files = new MemoryFiles(contents)
      files.failAt = failAt
      await expect(writeAtomically(files, path, bytes)).rejects.toThrow(
        `${path} can't be written (the disk is full). The file on disk is unchanged; save to another folder or free some space.`,
      )
      expect(files.paths.map((each) => [each, files.text(each)])).toEqual(Object.entries(contents))
    }
  })

  test('the sixth, forcing the folder, comes too late to undo the save: the new file is in place and whole', async () => {
    const files = new MemoryFiles({ [path]: 'old' })
    files.failAt = 6
    await writeAtomically(files, path, bytes)
    expect(files.paths.map((each) => [each, files.text(each)])).toEqual([[path, 'the new content']])
  })
})

test.each([
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['ENOENT', 'there is no such folder'],
  ['EROFS', 'the disk is read-only'],
  ['EISDIR', 'it is a folder'],
  ['ENOTDIR', 'a part of the path is a file'],
  ['EBUSY', 'another program is using it'],
  ['EIO', 'EIO'],
])('%s is told as "%s"', async (code, words) => {
  const files = new MemoryFiles()
  files.failAt = 1
  files.failure = coded(code)
  await expect(writeAtomically(files, path, bytes)).rejects.toMatchObject({ details: { reason: words } })
})

test('a failure without a code keeps its words', () => {
  expect([new Error('odd'), 'text'].map(reasonOf)).toEqual(['odd', 'text'])
})

test('what a crash left behind is swept away, and nothing else', async () => {
  const [folder, other] = [dirname(path), resolve('/projects/b.bpstudio')]
  const files = new MemoryFiles({
    [path]: 'a',
    [other]: 'b',
    [join(folder, '.a.bpstudio.4194305-1x2y.bpstudio-saving')]: 'half',
    [join(folder, `.a.bpstudio.${process.pid}-1x2y.bpstudio-saving`)]: 'under way',
    [join(folder, '.b.bpstudio.4194305-1x2y.bpstudio-saving')]: 'half',
    [join(folder, '.a.bpstudio.bpstudio-saving')]: 'mine',
  })
  await sweepTemporaries(files, path)
  expect(files.paths).toEqual(
    [
      path,
      other,
      join(folder, `.a.bpstudio.${process.pid}-1x2y.bpstudio-saving`),
      join(folder, '.b.bpstudio.4194305-1x2y.bpstudio-saving'),
      join(folder, '.a.bpstudio.bpstudio-saving'),
    ].sort(),
  )
})

test('reading: a missing file and one that can not be read', async () => {
  const files = new MemoryFiles({ [path]: 'a' })
  expect(await readWhole(files, path)).toEqual(new TextEncoder().encode('a'))
  await expect(readWhole(files, '/none')).rejects.toThrow('There is no file /none. Check the path and its spelling.')
  files.failAt = files.operations.length + 1
  files.failure = coded('EACCES')
  await expect(readWhole(files, path)).rejects.toThrow(
    `${path} can't be read (permission denied). Check that the file exists and that you may read it.`,
  )
})

describe('on the real disk', () => {
  const inFolder = async (task: (folder: string) => Promise<void>): Promise<void> => {
    const folder = await mkdtemp(join(tmpdir(), 'files-'))
    try {
      await task(folder)
    } finally {
      await rm(folder, { recursive: true })
    }
  }

  test('a file is written over and read back', () =>
    inFolder(async (folder) => {
      const file = join(folder, 'a.bpstudio')
      const large = new Uint8Array(3_000_000).map((_, index) => index % 251)
      await writeFile(file, 'old')
      await writeAtomically(nodeFiles, file, large)
      expect(Buffer.compare(await readFile(file), large)).toBe(0)
      expect(await readdir(folder)).toEqual(['a.bpstudio'])
    }))

  test.skipIf(process.platform === 'win32')('a link stays a link, and the file keeps its permissions', () =>
    inFolder(async (folder) => {
      const [file, link] = [join(folder, 'a.bpstudio'), join(folder, 'link.bpstudio')]
      await writeFile(file, 'old')
      await chmod(file, 0o600)
      await symlink(file, link)
      await writeAtomically(nodeFiles, link, bytes)
      expect((await lstat(link)).isSymbolicLink()).toBe(true)
      expect((await stat(file)).mode & 0o777).toBe(0o600)
      expect(Buffer.compare(await readFile(file), bytes)).toBe(0)
    }),
  )

  test('a folder in the way stays, and so does nothing else', () =>
    inFolder(async (folder) => {
      const file = join(folder, 'a.bpstudio')
      await nodeFiles.makeFolder(join(file, 'deep'))
      await expect(writeAtomically(nodeFiles, file, bytes)).rejects.toMatchObject({ code: 'file-unwritable' })
      expect(await readdir(folder)).toEqual(['a.bpstudio'])
    }))

  test('folders and files are listed, and what exists is known', () =>
    inFolder(async (folder) => {
      await nodeFiles.makeFolder(join(folder, 'sub'))
      await writeFile(join(folder, 'x.csv'), '')
      const entries = await nodeFiles.list(folder)
      expect(entries.toSorted((a, b) => a.name.localeCompare(b.name))).toEqual([
        { name: 'sub', kind: 'folder' },
        { name: 'x.csv', kind: 'file' },
      ])
      expect([await nodeFiles.exists(join(folder, 'x.csv')), await nodeFiles.exists(join(folder, 'y'))]).toEqual([
        true,
        false,
      ])
      await nodeFiles.remove(join(folder, 'none'))
    }))
})
