import { strToU8, unzipSync, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { unpackProject } from '../../../../src-main/services/project/container'
import { damagedEntry } from '../../../../src-main/services/project/zip-checksums'

const zip = zipSync({ 'a.txt': strToU8('one'), 'folder/b.txt': [strToU8('two'.repeat(100)), { comment: 'c' }] })

test('a whole file has no damaged entry', () => {
  expect(damagedEntry(zip, unzipSync(zip))).toBeNull()
  expect(damagedEntry(zipSync({}), {})).toBeNull()
})

test('the first damaged entry is named', () => {
  expect(damagedEntry(zip, { ...unzipSync(zip), 'folder/b.txt': strToU8('tw0') })).toBe('folder/b.txt')
  expect(damagedEntry(zip, { 'folder/b.txt': strToU8('two'.repeat(100)) })).toBe('a.txt')
})

test('a directory that holds fewer entries than its length says', () => {
  const shortened = zip.slice()
  new DataView(shortened.buffer).setUint16(shortened.length - 22 + 10, 1, true)
  expect(damagedEntry(shortened, unzipSync(zip))).toBe('directory')
})

test('is told in words', () => {
  const project = zipSync({ 'project.json': strToU8('{"formatVersion":1}') }, { level: 0 })
  const at = Buffer.from(project).indexOf('formatVersion')
  project[at] = 'g'.charCodeAt(0)
  expect(() => unpackProject(project, 'p.bpstudio')).toThrow(
    'p.bpstudio is not a Backprop Studio project (its part project.json is damaged). Open a file that ends in .bpstudio.',
  )
})
