import { type WrittenKind } from '@shared/file-kinds'
import { expect, test } from 'vitest'
import { savePath } from '../../../src-main/electron-host/save-path'

/** A person who chooses these names in turn, and says yes to replacing the files in `replaceable`. */
async function saving(
  names: readonly (string | null)[],
  { there = [] as string[], replaceable = [] as string[], kind = 'project' as WrittenKind } = {},
) {
  const asked: string[] = []
  const left = [...names]
  const path = await savePath(kind, {
    choose: async () => {
      const name = left.shift()
      if (name === undefined) throw new Error('The dialog was shown once too often.')
      return name
    },
    exists: async (path) => there.includes(path),
    mayReplace: async (path) => {
      asked.push(path)
      return replaceable.includes(path)
    },
  })
  return { path, asked }
}

test('the ending is added where it is missing', async () => {
  expect(await saving(['/a/net'])).toEqual({ path: '/a/net.bpstudio', asked: [] })
  expect(await saving(['/a/net.bpstudio'])).toEqual({ path: '/a/net.bpstudio', asked: [] })
  expect(await saving(['/a/net.BPStudio'])).toEqual({ path: '/a/net.BPStudio', asked: [] })
  expect(await saving([null])).toEqual({ path: null, asked: [] })
})

test('every kind of file gets its own ending, also behind that of another', async () => {
  const saved = async (name: string, kind: WrittenKind) => (await saving([name], { kind })).path
  expect([
    await saved('/a/net', 'svg'),
    await saved('/a/net.SVG', 'svg'),
    await saved('/a/net.bpstudio', 'png'),
    await saved('/a/net.svg', 'png'),
  ]).toEqual(['/a/net.svg', '/a/net.SVG', '/a/net.bpstudio.png', '/a/net.svg.png'])
})

test('no file is replaced unasked', async () => {
  const there = ['/a/net.bpstudio']
  expect(await saving(['/a/net'], { there, replaceable: there })).toEqual({ path: '/a/net.bpstudio', asked: there })
  expect(await saving(['/a/net', '/a/other'], { there })).toEqual({ path: '/a/other.bpstudio', asked: there })
  expect(await saving(['/a/net', null], { there })).toEqual({ path: null, asked: there })
  // The system has asked about the name that it was given.
  expect(await saving(['/a/net.bpstudio'], { there })).toEqual({ path: '/a/net.bpstudio', asked: [] })
})
