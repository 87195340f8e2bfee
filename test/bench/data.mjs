/**
 * The same numbers for every contender; peers/peer.py makes them with NumPy.
 *
 * @typedef {Pick<import('./workloads').Workload, 'sizes' | 'rows' | 'loss' | 'precision'>} DataShape
 * @typedef {Float32Array | Float64Array} Numbers
 */

const FEATURE_SEED = 1
const TARGET_SEED = 2
const WEIGHT_SEED = 3

/**
 * Uniform in [0, 1), 32 bits (mulberry32 by Tommy Ettinger): the n-th number is a function of the seed and n, so that
 * NumPy can make all of them at once.
 *
 * @param {number} seed
 * @returns {() => number}
 */
export function randomNumbers(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let bits = Math.imul(state ^ (state >>> 15), state | 1)
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61)
    return ((bits ^ (bits >>> 14)) >>> 0) / 4_294_967_296
  }
}

/**
 * @param {DataShape} workload
 * @param {number} length
 * @returns {Numbers}
 */
function numbers({ precision }, length) {
  return precision === 'float32' ? new Float32Array(length) : new Float64Array(length)
}

/**
 * @param {DataShape} workload
 * @returns {{ x: Numbers, y: Numbers, labels: Int32Array | null }} x: [rows][inputs], y: [rows][outputs], row by row;
 *   labels: the class of each row where the targets are classes, of which y is then the one-hot form
 */
export function makeData(workload) {
  const { sizes, rows, loss } = workload
  const inputs = sizes[0] ?? 0
  const outputs = sizes.at(-1) ?? 0
  const x = numbers(workload, rows * inputs)
  const y = numbers(workload, rows * outputs)
  const feature = randomNumbers(FEATURE_SEED)
  const target = randomNumbers(TARGET_SEED)
  for (let index = 0; index < x.length; index++) x[index] = feature()
  if (loss === 'mean-squared-error') {
    for (let index = 0; index < y.length; index++) y[index] = target()
    return { x, y, labels: null }
  }
  const labels = new Int32Array(rows)
  for (let row = 0; row < rows; row++) {
    labels[row] = Math.floor(target() * outputs)
    y[row * outputs + (labels[row] ?? 0)] = 1
  }
  return { x, y, labels }
}

/**
 * Glorot's uniform weights; the biases start at 0.
 *
 * @param {DataShape} workload
 * @returns {Numbers[]} per layer [units][inputs], row by row
 */
export function makeWeights(workload) {
  const { sizes } = workload
  const random = randomNumbers(WEIGHT_SEED)
  return sizes.slice(1).map((units, layer) => {
    const inputs = sizes[layer] ?? 0
    const range = Math.sqrt(6 / (inputs + units))
    const weights = numbers(workload, units * inputs)
    for (let index = 0; index < weights.length; index++) weights[index] = (2 * random() - 1) * range
    return weights
  })
}
