import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'
import { makeData } from '../data.mjs'

/**
 * The half of a JavaScript peer that speaks with the bench (protocol.ts).
 *
 * @typedef {import('../workloads').Workload} Workload
 * @typedef {ReturnType<typeof makeData>} Data
 *
 * @typedef {object} Trainer
 * @property {() => number} step one update on the next batch of a shuffled epoch; returns its samples
 * @property {(() => number[]) | null} losses of the first updates from makeWeights, in the order of the rows
 */

/** The clock is read once per chunk of steps that together take about this long, in milliseconds. */
const CHUNK = 2

/**
 * @param {Record<string, string>} versions
 * @param {(workload: Workload, data: Data) => Trainer | Promise<Trainer>} make
 */
export async function servePeer(versions, make) {
  const { workload } = JSON.parse(process.argv.at(-1) ?? '')
  const trainer = await make(workload, makeData(workload))
  say({ versions: { Node: process.versions.node, ...versions }, threads: 1 })
  for await (const line of createInterface({ input: process.stdin })) {
    const question = JSON.parse(line)
    if (question.ask === 'measure') say(measure(trainer, question))
    else say({ losses: trainer.losses?.() ?? null })
  }
  process.exit(0)
}

/**
 * @param {Trainer} trainer
 * @param {{ warmUp: number, seconds: number }} window
 */
function measure({ step }, { warmUp, seconds }) {
  let steps = 1
  const warmUntil = performance.now() + warmUp * 1000
  for (let now = performance.now(); now < warmUntil;) {
    for (let each = 0; each < steps; each++) step()
    const end = performance.now()
    if (end - now < CHUNK / 2) steps *= 2
    now = end
  }
  const began = performance.now()
  let samples = 0
  for (;;) {
    for (let each = 0; each < steps; each++) samples += step()
    const taken = (performance.now() - began) / 1000
    if (taken >= seconds) return { samples, seconds: taken }
  }
}

/**
 * Row numbers in batches, shuffled anew every epoch (Fisher and Yates); the last batch of an epoch may be smaller.
 *
 * @param {Workload} workload
 * @param {{ shuffled?: boolean }} [options]
 * @returns {() => Int32Array}
 */
export function batchesOf({ rows, batchSize }, { shuffled = true } = {}) {
  const order = Int32Array.from({ length: rows }, (_, row) => row)
  let start = rows
  return () => {
    if (start >= rows) {
      start = 0
      if (shuffled) shuffle(order)
    }
    const batch = order.subarray(start, start + batchSize)
    start += batchSize
    return batch
  }
}

/**
 * The same, one row at a time: for libraries that take single samples.
 *
 * @param {Workload} workload
 * @returns {() => number}
 */
export function rowsOf({ rows }) {
  const order = Int32Array.from({ length: rows }, (_, row) => row)
  let next = rows
  return () => {
    if (next >= rows) {
      next = 0
      shuffle(order)
    }
    return order[next++]
  }
}

/** @param {Int32Array} order */
function shuffle(order) {
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(Math.random() * (last + 1))
    const kept = order[last]
    order[last] = order[other]
    order[other] = kept
  }
}

/**
 * Cuts a matrix into its rows.
 *
 * @template Row
 * @param {Float32Array | Float64Array} values
 * @param {number} rows
 * @param {(row: Float32Array | Float64Array) => Row} as
 * @returns {Row[]}
 */
export function cut(values, rows, as) {
  const width = values.length / rows
  return Array.from({ length: rows }, (_, row) => as(values.slice(row * width, (row + 1) * width)))
}

/**
 * The version of an installed package, read from its file: not every package exports its package.json.
 *
 * @param {string} name
 */
export function versionOf(name) {
  const path = new URL(`../node_modules/${name}/package.json`, import.meta.url)
  return { [name]: JSON.parse(readFileSync(path, 'utf8')).version }
}

/** Loads a CommonJS package. */
export const require = createRequire(import.meta.url)

/** @param {object} value */
function say(value) {
  process.stdout.write(`${JSON.stringify(value)}\n`)
}
