import * as tf from '@tensorflow/tfjs-core'
// It is what brings the gradients of the core's operations.
import '@tensorflow/tfjs-layers'
import { makeWeights } from '../data.mjs'
import { batchesOf } from './peer.mjs'

/**
 * TensorFlow.js with its core operations, which are never slower here than its layers. The data stays in tensors; a
 * batch is gathered from them.
 *
 * @param {import('./peer.mjs').Workload} workload
 * @param {import('./peer.mjs').Data} data
 * @returns {import('./peer.mjs').Trainer}
 */
export function tensorflowTrainer(workload, { x, y }) {
  const { sizes, rows, activation, output, loss, checkedSteps } = workload
  const features = tf.tensor2d(Float32Array.from(x), [rows, sizes[0] ?? 0])
  const targets = tf.tensor2d(Float32Array.from(y), [rows, sizes.at(-1) ?? 0])
  const layers = makeWeights(workload).map((weights, layer) => ({
    weights: tf.variable(
      tf.transpose(tf.tensor2d(Float32Array.from(weights), [sizes[layer + 1] ?? 0, sizes[layer] ?? 0])),
    ),
    biases: tf.variable(tf.zeros([sizes[layer + 1] ?? 0])),
  }))
  const { learningRate } = workload
  // Its own epsilon would be 1e-7.
  const optimizer =
    workload.optimizer === 'adam' ? tf.train.adam(learningRate, 0.9, 0.999, 1e-8) : tf.train.sgd(learningRate)

  /** @param {Int32Array} batch */
  const lossOf = (batch) => {
    const indices = tf.tensor1d(batch, 'int32')
    let a = tf.gather(features, indices)
    layers.forEach(({ weights, biases }, index) => {
      a = tf.add(tf.matMul(a, weights), biases)
      if (index < layers.length - 1) a = tf[activation](a)
    })
    const wanted = tf.gather(targets, indices)
    if (loss === 'categorical-cross-entropy') return tf.losses.softmaxCrossEntropy(wanted, a)
    return tf.losses.meanSquaredError(wanted, tf[output](a))
  }

  const next = batchesOf(workload)
  return {
    step() {
      const batch = next()
      tf.tidy(() => optimizer.minimize(() => lossOf(batch)))
      return batch.length
    },
    losses() {
      const nextRows = batchesOf(workload, { shuffled: false })
      return Array.from({ length: checkedSteps }, () => {
        const batch = nextRows()
        return tf.tidy(() => optimizer.minimize(() => lossOf(batch), true)?.dataSync()[0] ?? Number.NaN)
      })
    },
  }
}
