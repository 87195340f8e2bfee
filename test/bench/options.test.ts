import { expect, test } from 'vitest'
import { parseOptions, USAGE } from './options'

test('the usual run', () => {
  expect(parseOptions([])).toEqual({
    gate: false,
    rounds: 5,
    seconds: 0.7,
    only: null,
    peers: null,
    python: undefined,
  })
})

test('everything asked for', () => {
  const args = [
    '--gate',
    '--rounds=7',
    '--seconds',
    '1',
    '--only=W3,W4',
    '--peers=numpy,tfjs-wasm',
    '--python=/my/python',
  ]
  expect(parseOptions(args)).toEqual({
    gate: true,
    rounds: 7,
    seconds: 1,
    only: ['W3', 'W4'],
    peers: ['numpy', 'tfjs-wasm'],
    python: '/my/python',
  })
})

test.each([
  ['--rounds=0', '--rounds is a whole number from 1.'],
  ['--seconds=0', '--seconds is a number up to 60.'],
  ['--only=W6', 'There is no "W6".'],
  ['--peers=matlab', 'There is no "matlab".'],
])('%s: a sentence and the usage', (argument, sentence) => {
  expect(() => parseOptions([argument])).toThrow(`${sentence}\n${USAGE}`)
})

test('the gate has its number of rounds', () => {
  expect(() => parseOptions(['--gate', '--rounds=3'])).toThrow(`The gate needs at least 5 rounds.\n${USAGE}`)
})
