import { describe, expect, test } from 'vitest'
import { gateFailures } from './gate'
import { madeResult } from './made-results'
import { type WorkloadResult } from './results'
import { type WorkloadName } from './workloads'

const NAMES: readonly WorkloadName[] = ['W1', 'W2', 'W3', 'W4', 'W5']

/** The same results without one peer. */
function without(result: WorkloadResult, gone: string, reason?: string): WorkloadResult {
  return {
    ...result,
    comparisons: result.comparisons.filter(({ peer }) => peer !== gone),
    absent: reason === undefined ? [] : [{ workload: result.workload.name, peer: gone, label: gone, reason }],
  }
}

test('fast enough everywhere: passed', () => {
  expect(gateFailures(NAMES.map((name) => madeResult(name)))).toEqual([])
})

test('the ratio that is asked for is enough', () => {
  expect(
    gateFailures([madeResult('W4', { 'numpy-1': 0.55, 'torch-1': 0.75, 'torch-2': 1.1, 'tfjs-wasm': 10 })]),
  ).toEqual([])
})

test('a ratio below fails, with the ratio and what is asked for', () => {
  expect(gateFailures([madeResult('W4', { 'numpy-1': 0.549, 'torch-2': 1.09 })])).toEqual([
    'W4: 0.549 times as fast as NumPy, 1 thread; at least 0.55 is asked for.',
    'W4: 1.09 times as fast as PyTorch, 2 threads; at least 1.1 is asked for.',
  ])
})

test('the best JavaScript peer is the one that comes nearest', () => {
  expect(gateFailures([madeResult('W1', { brain: 0.7, synaptic: 0.5, convnetjs: 3 })])).toEqual([
    'W1: 0.500 times as fast as synaptic, the best JavaScript peer; at least 0.6 is asked for.',
  ])
})

test('what is only for information does not fail', () => {
  expect(gateFailures([madeResult('W5', { 'sklearn-1': 0.1 })])).toEqual([])
})

test('no rate at all does not pass', () => {
  expect(gateFailures([madeResult('W3', { 'torch-1': Number.NaN })])).toEqual([
    'W3: NaN times as fast as PyTorch, 1 thread; at least 9 is asked for.',
  ])
})

describe('a peer of the table that is missing', () => {
  test('fails with the reason', () => {
    expect(gateFailures([without(madeResult('W2'), 'torch-1', 'no Python was found')])).toEqual([
      'W2: PyTorch, 1 thread is missing (no Python was found).',
    ])
  })

  test('fails when it was left out', () => {
    expect(gateFailures([without(madeResult('W5'), 'torch-2')])).toEqual([
      'W5: PyTorch, 2 threads is missing (it was not asked for).',
    ])
  })

  test('fails for each of the JavaScript peers, any of which may be the best', () => {
    expect(gateFailures([without(without(madeResult('W1'), 'brain'), 'synaptic')])).toEqual([
      'W1: brain.js is missing (it was not asked for).',
      'W1: synaptic is missing (it was not asked for).',
    ])
  })

  test('is none of the table where it can not take part', () => {
    const { comparisons } = madeResult('W5')
    expect(comparisons.some(({ peer }) => peer === 'synaptic')).toBe(false)
    expect(gateFailures([madeResult('W5')])).toEqual([])
  })
})

test('both sides must have the same number of threads', () => {
  const result = madeResult('W4')
  const comparisons = result.comparisons.map((each) => ({ ...each, ourThreads: 1 }))
  expect(gateFailures([{ ...result, comparisons }])).toEqual([
    'W4: PyTorch, 2 threads was measured against 1 of ours: the numbers of threads must be the same.',
  ])
})

describe('our own figures', () => {
  const withFacts = (name: WorkloadName, facts: object): WorkloadResult => {
    const result = madeResult(name)
    return { ...result, own: result.own && { ...result.own, facts: { ...result.own.facts, ...facts } } }
  }

  test('start: below 50 ms, but for the largest workload', () => {
    const slow = { start: { build: 40, firstStep: 10 } }
    expect(gateFailures([withFacts('W1', slow), withFacts('W5', slow)])).toEqual([
      'W1: training starts within 50 ms; less than 50 is asked for.',
    ])
  })

  test('memory: at most its budget, on the large workloads', () => {
    const large = { memory: { bytes: 200e6, from: 'engine' } }
    expect(gateFailures([withFacts('W3', large), withFacts('W4', large)])).toEqual([
      'W4: training takes 200 MB; at most 68 MB are asked for.',
    ])
  })

  test('they must be there', () => {
    expect(gateFailures([{ ...madeResult('W3'), own: null }])).toEqual(['W3: ours was not measured.'])
  })
})
