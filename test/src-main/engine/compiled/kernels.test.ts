import { memoryOf } from '@engine/compiled/kernels'
import { expect, test } from 'vitest'

test('more memory than addresses reach is refused in words', () => {
  expect(() => memoryOf(2 ** 33)).toThrow(
    "The network can't be trained yet: The network and its data need 8590 MB of memory. Use smaller layers, smaller batches or fewer samples, or choose float32.",
  )
})
