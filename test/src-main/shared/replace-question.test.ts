import { replaceQuestion } from '@shared/replace-question'
import { expect, test } from 'vitest'

test('the question names the file, on any system', () => {
  const question = {
    message: 'net.bpstudio exists already.',
    detail: 'Saving replaces what is in it.',
    buttons: ['Replace', 'Cancel'],
    cancel: 1,
  }
  expect(replaceQuestion('/home/a/net.bpstudio')).toEqual(question)
  expect(replaceQuestion('C:\\a\\net.bpstudio')).toEqual(question)
})
