import { cut, require, rowsOf, servePeer, versionOf } from './peer.mjs'

/** brain.js knows updates after single samples, the mean squared error, and one activation for all layers. */
await servePeer(versionOf('brain.js'), (workload, { x, y }) => {
  const { NeuralNetwork } = require('brain.js')
  const { sizes, rows, activation, optimizer, learningRate } = workload
  const inputs = cut(x, rows, (row) => Float32Array.from(row))
  const outputs = cut(y, rows, (row) => Float32Array.from(row))
  const samples = inputs.map((input, row) => ({ input, output: outputs[row] }))
  const settings = { activation, learningRate, ...(optimizer === 'adam' ? { praxis: 'adam' } : {}) }
  const network = new NeuralNetwork({ hiddenLayers: sizes.slice(1, -1), ...settings })
  network.train(samples.slice(0, 1), { iterations: 1, ...settings })
  const next = rowsOf(workload)
  return {
    step() {
      network.trainPattern(samples[next()])
      return 1
    },
    losses: null,
  }
})
