import { cut, require, rowsOf, servePeer, versionOf } from './peer.mjs'

/** synaptic knows updates after single samples, without Adam, and logistic outputs. */
await servePeer(versionOf('synaptic'), (workload, { x, y }) => {
  const { Architect, Neuron } = require('synaptic')
  const { sizes, rows, activation, learningRate } = workload
  const { LOGISTIC, TANH, ReLU } = Neuron.squash
  const squash = { sigmoid: LOGISTIC, tanh: TANH, relu: ReLU }[activation]
  const network = new Architect.Perceptron(...sizes)
  for (const layer of network.layers.hidden) layer.set({ squash })
  const inputs = cut(x, rows, (row) => Array.from(row))
  const outputs = cut(y, rows, (row) => Array.from(row))
  const next = rowsOf(workload)
  return {
    step() {
      const row = next()
      network.activate(inputs[row])
      network.propagate(learningRate, outputs[row])
      return 1
    },
    losses: null,
  }
})
