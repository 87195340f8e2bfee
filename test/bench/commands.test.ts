import { expect, test } from 'vitest'
import { engineFlags, peerEnvironment } from './commands'

test('relaxed SIMD needs a flag before V8 12.4', () => {
  expect(engineFlags('11.3.244.8-node.38')).toEqual(['--experimental-wasm-relaxed-simd'])
  expect(engineFlags('12.3.1')).toEqual(['--experimental-wasm-relaxed-simd'])
  expect(engineFlags('12.4.254.21-node.21')).toEqual([])
  expect(engineFlags('13.6.233.10-node.18')).toEqual([])
})

test('peers have the threads they should, and nothing that slows OpenBLAS', () => {
  const environment = peerEnvironment(2, { PATH: '/bin', OPENBLAS_CORETYPE: 'Haswell', OPENBLAS_L2_SIZE: '1' })
  expect(environment).toEqual({
    PATH: '/bin',
    OMP_NUM_THREADS: '2',
    OPENBLAS_NUM_THREADS: '2',
    MKL_NUM_THREADS: '2',
    GOMP_SPINCOUNT: '0',
    PYTHONDONTWRITEBYTECODE: '1',
  })
})
