import { expect, test } from 'vitest'
import { titleText } from '../../../src-main/electron-host/title'

test('the title bar carries the mark of unsaved changes where the system has none', () => {
  expect([false, true].map((dirty) => titleText('iris.bpstudio', dirty, 'win32'))).toEqual([
    'iris.bpstudio – Backprop Studio',
    'iris.bpstudio ● – Backprop Studio',
  ])
  expect(titleText('iris.bpstudio', true, 'linux')).toBe('iris.bpstudio ● – Backprop Studio')
  expect(titleText('iris.bpstudio', true, 'darwin')).toBe('iris.bpstudio')
})
