import { expect, test } from 'vitest'
import { engineFlags } from '../../../src-main/services/v8-flags'

test('only a V8 that has no relaxed SIMD of its own is told to have it', () => {
  expect(engineFlags('11.3.244.8-node.30')).toEqual(['--experimental-wasm-relaxed-simd'])
  expect(engineFlags('12.4.254.21-node.33')).toEqual([])
  expect(engineFlags('13.6.233.10-electron.0')).toEqual([])
})
