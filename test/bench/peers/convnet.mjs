import { cut, require, rowsOf, servePeer, versionOf } from './peer.mjs'

/** ConvNetJS takes single samples and updates after each batch; its regression has linear outputs. */
await servePeer(versionOf('convnetjs'), (workload, { x, y, labels }) => {
  const { Net, Trainer, Vol } = require('convnetjs')
  const { sizes, rows, activation, optimizer, learningRate, batchSize } = workload
  const outputs = sizes.at(-1)
  const network = new Net()
  network.makeLayers([
    { type: 'input', out_sx: 1, out_sy: 1, out_depth: sizes[0] },
    ...sizes.slice(1, -1).map((units) => ({ type: 'fc', num_neurons: units, activation })),
    labels ? { type: 'softmax', num_classes: outputs } : { type: 'regression', num_neurons: outputs },
  ])
  const trainer = new Trainer(network, {
    method: optimizer,
    learning_rate: learningRate,
    momentum: 0,
    l2_decay: 0,
    batch_size: batchSize,
  })
  const samples = cut(x, rows, (row) => {
    const volume = new Vol(1, 1, row.length, 0)
    volume.w.set(row)
    return volume
  })
  const targets = labels ?? cut(y, rows, (row) => Array.from(row))
  const next = rowsOf(workload)
  return {
    step() {
      const row = next()
      trainer.train(samples[row], targets[row])
      return 1
    },
    losses: null,
  }
})
