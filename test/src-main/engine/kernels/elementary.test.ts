import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import asc from 'assemblyscript/asc'
import { erf } from '@engine/activations/erf'
import { beforeAll, describe, expect, test } from 'vitest'
import { goldenMembers } from '../../../helpers/golden'

const folder = new URL('../../../../src-main/engine/kernels/', import.meta.url)

/** One number through the vector functions; AssemblyScript, compiled for this test alone. */
const SOURCE = `
import { erf, exp, expm1, log, log1p, sigmoid, tanh } from './elementary'
export function exp64(x: f64): f64 { return f64x2.extract_lane(exp<f64>(f64x2.splat(x)), 1) }
export function exp32(x: f32): f32 { return f32x4.extract_lane(exp<f32>(f32x4.splat(x)), 3) }
export function expm164(x: f64): f64 { return f64x2.extract_lane(expm1<f64>(f64x2.splat(x)), 1) }
export function expm132(x: f32): f32 { return f32x4.extract_lane(expm1<f32>(f32x4.splat(x)), 3) }
export function sigmoid64(x: f64): f64 { return f64x2.extract_lane(sigmoid<f64>(f64x2.splat(x)), 1) }
export function sigmoid32(x: f32): f32 { return f32x4.extract_lane(sigmoid<f32>(f32x4.splat(x)), 3) }
export function tanh64(x: f64): f64 { return f64x2.extract_lane(tanh<f64>(f64x2.splat(x)), 1) }
export function tanh32(x: f32): f32 { return f32x4.extract_lane(tanh<f32>(f32x4.splat(x)), 3) }
export function erf64(x: f64): f64 { return erf(x) }
export function log64(x: f64): f64 { return log(x) }
export function log1p64(x: f64): f64 { return log1p(x) }
`

type Function = (x: number) => number
let functions: ReadonlyMap<string, Function>

beforeAll(async () => {
  const compiled: { bytes?: Uint8Array<ArrayBuffer> } = {}
  const { error, stderr } = await asc.main(
    ['entry.ts', '--outFile=entry.wasm', '--runtime=stub', '--enable=simd', '--noAssert'],
    {
      readFile: (name) => (name === 'entry.ts' ? SOURCE : readOrNull(name)),
      writeFile: (_name, contents) => void (compiled.bytes = Uint8Array.from(Buffer.from(contents))),
      listFiles: () => [],
    },
  )
  if (error || !compiled.bytes) throw new Error(stderr.toString())
  const { instance } = await WebAssembly.instantiate(compiled.bytes, { env: { abort: () => undefined } })
  functions = new Map(
    Object.entries(instance.exports).flatMap(([name, value]) =>
      typeof value === 'function' ? [[name, (x: number) => Number(value(x))] as const] : [],
    ),
  )
})

function readOrNull(name: string): string | null {
  try {
    return readFileSync(fileURLToPath(new URL(name, folder)), 'utf8')
  } catch {
    return null
  }
}

function functionNamed(name: string): Function {
  const found = functions.get(name)
  if (!found) throw new Error(`There is no ${name}.`)
  return found
}

/** The distance of the next float64 (24 bits: float32) from a number. */
function ulp(value: number, bits: number): number {
  const exponent = Math.max(Math.floor(Math.log2(Math.abs(value))), bits === 24 ? -126 : -1022)
  return 2 ** (exponent - bits + 1)
}

const range = (low: number, high: number, count: number): number[] =>
  Array.from({ length: count + 1 }, (_, index) => low + ((high - low) * index) / count)

/** Close to 0 on both sides, down to what is hardly there. */
const tiny = Array.from({ length: 120 }, (_, index) => 2 ** -(index / 2)).flatMap((x) => [x, -x])

interface Case {
  readonly name: string
  readonly truth: (x: number) => number
  readonly xs: readonly number[]
  /** Units in the last place. */
  readonly within: number
}

const exact: readonly Case[] = [
  { name: 'exp64', truth: Math.exp, xs: [...range(-707, 708, 9973), ...tiny], within: 2 },
  { name: 'expm164', truth: Math.expm1, xs: [...range(-40, 708, 9973), ...range(-1, 1, 2000), ...tiny], within: 3 },
  { name: 'sigmoid64', truth: (x) => 1 / (1 + Math.exp(-x)), xs: [...range(-700, 60, 9973), ...tiny], within: 4 },
  { name: 'tanh64', truth: Math.tanh, xs: [...range(-25, 25, 9973), ...range(-1, 1, 2000), ...tiny], within: 4 },
  {
    name: 'log64',
    truth: Math.log,
    xs: [...range(1e-3, 5, 9973), ...range(5, 1e6, 2000), 1e-320, 1e-308, 1e-300, 1e300],
    within: 2,
  },
  { name: 'log1p64', truth: Math.log1p, xs: [...range(-0.99, 5, 9973), ...tiny.filter((x) => x > -1)], within: 3 },
]
const single: readonly Case[] = [
  { name: 'exp32', truth: Math.exp, xs: [...range(-86, 87, 9973), ...tiny], within: 2 },
  { name: 'expm132', truth: Math.expm1, xs: [...range(-20, 87, 9973), ...range(-1, 1, 2000), ...tiny], within: 3 },
  { name: 'sigmoid32', truth: (x) => 1 / (1 + Math.exp(-x)), xs: [...range(-80, 30, 9973), ...tiny], within: 4 },
  { name: 'tanh32', truth: Math.tanh, xs: [...range(-12, 12, 9973), ...range(-1, 1, 2000), ...tiny], within: 4 },
]

describe('elementary functions of the kernels', () => {
  test.each(exact)('$name is within $within units in the last place', ({ name, truth, xs, within }) => {
    const own = functionNamed(name)
    const worst = Math.max(...xs.map((x) => Math.abs(own(x) - truth(x)) / ulp(truth(x), 53)))
    expect(worst).toBeLessThanOrEqual(within)
  })

  test.each(single)('$name is within $within units in the last place', ({ name, truth, xs, within }) => {
    const own = functionNamed(name)
    const worst = Math.max(...xs.map(Math.fround).map((x) => Math.abs(own(x) - truth(x)) / ulp(truth(x), 24)))
    expect(worst).toBeLessThanOrEqual(within)
  })

  test('erf is within 1e-15 of known values and of the reference', () => {
    const own = functionNamed('erf64')
    for (const [x, value] of goldenMembers().errorFunction)
      expect(Math.abs(own(x) - value), `erf ${x}`).toBeLessThan(1e-15)
    const worst = Math.max(...[...range(-7, 7, 9973), ...tiny].map((x) => Math.abs(own(x) - erf(x))))
    expect(worst).toBeLessThan(1e-15)
  })

  test('at the ends: as good as 0, 1 and infinite, and what is not a number stays so', () => {
    const values = (name: string, xs: readonly number[]): number[] => xs.map(functionNamed(name))
    const ends = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
    for (const name of ['tanh64', 'tanh32', 'erf64']) expect(values(name, ends)).toEqual([-1, 1])
    for (const name of ['expm164', 'expm132']) expect(values(name, [-1e6])).toEqual([-1])
    for (const [name, least, most] of [
      ['exp64', 1e-300, 1e300],
      ['exp32', 1e-37, 1e37],
    ] as const) {
      const [low = 1, high = 0] = values(name, ends)
      expect([low >= 0 && low < least, high > most]).toEqual([true, true])
    }
    expect(values('log64', [0, -1, Number.POSITIVE_INFINITY])).toEqual([
      Number.NEGATIVE_INFINITY,
      Number.NaN,
      Number.POSITIVE_INFINITY,
    ])
    for (const name of functions.keys()) {
      if (name === 'memory') continue
      expect(functionNamed(name)(Number.NaN), name).toBeNaN()
    }
  })
})
