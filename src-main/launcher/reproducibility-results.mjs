import { createHash } from 'node:crypto'

/**
 * What test/reproducibility gives in one runtime: a run is one document, trained with one kernel in one way.
 *
 * @typedef {{ document: string, kernel: string, way: string, hash: string }} Run
 * @typedef {{ name: string, version: string, runs: readonly Run[] }} Runtime
 */

/** In the order in which they are shown. */
const KERNELS = ['float64', 'float32', 'float32 fused']

/**
 * Runs of one document with one kernel that are not all the same, whatever the runtime and the way.
 *
 * @param {readonly Runtime[]} runtimes
 * @returns {string[]} a sentence for each
 */
export function differences(runtimes) {
  /** @type {Map<string, Map<string, string[]>>} */
  const groups = new Map()
  for (const { name, runs } of runtimes)
    for (const { document, kernel, way, hash } of runs) {
      const title = `${document}, ${kernel}`
      const byHash = groups.get(title) ?? new Map()
      groups.set(title, byHash.set(hash, [...(byHash.get(hash) ?? []), `${name} (${way})`]))
    }
  return [...groups].flatMap(([title, byHash]) =>
    byHash.size > 1 ? [`${title}: ${[...byHash.values()].map((where) => where.join(', ')).join(' are unlike ')}.`] : [],
  )
}

/**
 * A line per runtime and way, with one hash over all documents for each kernel.
 *
 * @param {readonly Runtime[]} runtimes
 * @returns {string[]}
 */
export function tableLines(runtimes) {
  const rows = runtimes.flatMap(({ name, version, runs }) =>
    [...new Set(runs.map(({ way }) => way))].map((way) => [
      name,
      version,
      way,
      ...KERNELS.map((kernel) => hashOver(runs.filter((run) => run.way === way && run.kernel === kernel))),
    ]),
  )
  const table = [['runtime', 'engine', 'way', ...KERNELS], ...rows]
  const widths = KERNELS.concat('', '', '').map((_, column) =>
    Math.max(...table.map((row) => row[column]?.length ?? 0)),
  )
  return table.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

/** @param {readonly Run[]} runs */
function hashOver(runs) {
  if (runs.length === 0) return '-'
  const hash = createHash('sha256')
  for (const run of runs) hash.update(`${run.document} ${run.hash}\n`)
  return hash.digest('hex').slice(0, 16)
}
