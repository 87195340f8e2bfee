import { AppError } from '@shared/errors'
import { expect, test } from 'vitest'
import { checkArguments, parseArguments } from '../../../src-main/cli/arguments'

test.each([
  ['train', ['p', '--seed', '3'], '--seed does not belong to train. Run with --help for the options.'],
  ['train', ['p', 'q'], 'train does not know what to do with q. Run with --help for the options.'],
])('%s %j is not silently taken for less', (command, args, problem) => {
  const check = () => checkArguments(command, parseArguments(args), { files: 1, options: ['epochs'] })
  expect(check).toThrow(AppError.of('usage', { problem }))
})
