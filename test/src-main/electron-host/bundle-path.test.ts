import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bundlePath } from '../../../src-main/electron-host/bundle-path'

const folder = join('/', 'program', 'page')
const inFolder = (address: string): string | null => bundlePath(folder, `app://bundle${address}`)

test('addresses lead to files of the folder', () => {
  expect(['/', '/index.html', '/assets/a%20b.js', '/index.html?again'].map(inFolder)).toEqual(
    [['index.html'], ['index.html'], ['assets', 'a b.js'], ['index.html']].map((parts) => join(folder, ...parts)),
  )
})

test('none leads out of it', () => {
  expect(['/..%2fsecret', '/%2e%2e/%2e%2e/secret', '/..%2fpage-of-others%2findex.html'].map(inFolder)).toEqual([
    null,
    // What the address itself takes back, the address never had.
    join(folder, 'secret'),
    null,
  ])
  expect(bundlePath(folder, 'app://other/index.html')).toBeNull()
})

test('a malformed one leads nowhere', () => {
  expect(['/%', '/%zz', '/%ff', '/a%2'].map(inFolder)).toEqual([null, null, null, null])
})
