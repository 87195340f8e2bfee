import { AppError, failure, success, valueOf } from '@shared/errors'
import { expect, test } from 'vitest'

test('an error has its code, its details and the sentence made from them', () => {
  const error = AppError.of('file-missing', { path: '/a.csv' })
  expect({ ...error, message: error.message }).toEqual({
    name: 'AppError',
    code: 'file-missing',
    details: { path: '/a.csv' },
    message: 'There is no file /a.csv. Check the path and its spelling.',
  })
  expect(error).toBeInstanceOf(Error)
})

test('what is thrown elsewhere becomes "unexpected", an AppError stays itself', () => {
  const error = AppError.of('no-data', {})
  expect(AppError.from(error)).toBe(error)
  expect([new TypeError('x is not a function'), 'text', undefined].map((each) => AppError.from(each).message)).toEqual([
    'Something unexpected happened: x is not a function',
    'Something unexpected happened: text',
    'Something unexpected happened: undefined',
  ])
})

test('an error that crossed a border is the same, and an unknown code keeps its sentence', () => {
  const wire = { code: 'no-sample', message: 'There is no sample 9.', details: { sample: 9 } }
  expect(AppError.revive(wire)).toMatchObject(wire)
  expect(AppError.revive({ ...wire, code: 'constructor' })).toMatchObject({ ...wire, code: 'unexpected' })
})

test('a result is its value or throws its error', () => {
  expect(valueOf(success(3))).toBe(3)
  expect(() => valueOf(failure('no-data', {}))).toThrow('The project has no data. Open a CSV file or an example first.')
})

test.each([
  [{ unit: 2, sample: 17 }, 'an activation of unit 3 in Hidden, sample 17, is no longer'],
  [{ unit: 0, sample: null }, 'an activation of unit 1 in Hidden is no longer'],
  [{ unit: null, sample: 0 }, 'an activation in Hidden, sample 0, is no longer'],
  [{ unit: null, sample: null }, 'an activation in Hidden is no longer'],
])('training that diverges names %j', (place, part) => {
  expect(AppError.of('diverged', { step: 412, what: 'an activation', layer: 'Hidden', ...place }).message).toBe(
    `Training stopped at step 412: ${part} a finite number. The weights of the last good step are kept; lower the learning rate and train on.`,
  )
})
