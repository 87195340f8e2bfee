import { expect, test } from 'vitest'
import { madeResult } from './made-results'
import { aimLines, figure, versionLines, workloadLines, workloadTitle } from './report'

test('what is trained, in one line', () => {
  expect(workloadTitle(madeResult('W4').workload)).toBe('W4  784-128-64-10 relu, adam, batch 128, 20,000 rows, float32')
})

test('one line per peer: rates, ratio and spread, gate, how it differs; and who is missing', () => {
  const result = madeResult('W4', { 'numpy-1': 0.6, 'torch-1': 0.7, 'torch-2': 2, 'tfjs-wasm': 11, 'sklearn-1': 0.5 })
  const comparisons = result.comparisons
    .filter(({ peer }) => ['numpy-1', 'torch-1', 'torch-2', 'sklearn-1', 'tfjs-wasm'].includes(peer))
    .map((each) => (each.peer === 'torch-2' ? { ...each, ourThreads: 1, differences: 'float64' } : each))
  const absent = [{ workload: 'W4', peer: 'brain', label: 'brain.js', reason: 'it ended with code 1' }] as const
  const revectorized = { samplesPerSecond: 60_000, ratio: { median: 1.2, minimum: 1.1, maximum: 1.3 } }
  expect(workloadLines({ ...result, comparisons, absent, revectorized })).toEqual([
    '  ours: 50,000 samples/s, 40.0 GFLOP/s (80 % of the tile peak 50.0), float32, 1 thread',
    '  start 30.0 ms (build 20.0, first step 10.0)',
    '  memory 1.0 MB (by the engine) of 68.0 MB',
    '  peer                       theirs        ours    ratio           spread  gate',
    '  NumPy, 1 thread             1,000         600    0.600   0.540 .. 0.660  >= 0.55',
    '  PyTorch, 1 thread           1,000         700    0.700   0.630 .. 0.770  < ! 0.75',
    '  PyTorch, 2 threads          1,000       2,000     2.00     1.80 .. 2.20  >= 1.1      float64; ours with 1',
    '  scikit-learn                1,000         500    0.500   0.450 .. 0.550              for information',
    '  TensorFlow.js wasm          1,000      11,000     11.0     9.90 .. 12.1  >= 10',
    '  brain.js              missing: it ended with code 1',
    "  with V8's opt-in revectorizer: 60,000 samples/s, 1.20 times the rate without",
  ])
})

test('without a tile there is no share of it', () => {
  const result = madeResult('W1')
  const own = result.own && { ...result.own, facts: { ...result.own.facts, tilePeak: null } }
  expect(workloadLines({ ...result, own, comparisons: [] })).toEqual([
    '  ours: 50,000 samples/s, 40.0 GFLOP/s (no tile to compare with), float32, 1 thread',
    '  start 30.0 ms (build 20.0, first step 10.0)',
    '  peer                       theirs        ours    ratio           spread  gate',
  ])
})

test('how near it came to the aim, the furthest first, without what is only for information', () => {
  const results = [madeResult('W1', { synaptic: 0.8, 'sklearn-1': 0.1 }), madeResult('W4', { 'numpy-1': 0.6 })]
  expect(aimLines(results)).toEqual([
    'As fast as the peer or faster in 13 of 15 comparisons.',
    '  W4 NumPy, 1 thread: 0.600',
    '  W1 synaptic: 0.800',
  ])
})

test('each version once', () => {
  const { comparisons, ...rest } = madeResult('W1')
  const results = [{ ...rest, comparisons: comparisons.slice(0, 1) }, madeResult('W2')]
  expect(versionLines(results).slice(0, 3)).toEqual(['Node 20.19.0', 'NumPy, 1 thread 1.0', 'PyTorch, 1 thread 1.0'])
})

test.each([
  [0.00234, '0.0023'],
  [0.5, '0.500'],
  [12.345, '12.3'],
  [123.4, '123'],
  [12_345, '12,345'],
  [Number.NaN, '-'],
])('%s is written as %s', (value, text) => {
  expect(figure(value)).toBe(text)
})
