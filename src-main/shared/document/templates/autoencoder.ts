import { denseLayer } from '../defaults'
import { endsOf, roomyUnits, withLoss, withNetwork } from './ends'
import { type Template } from './template'

export const autoencoder: Template = {
  label: 'Autoencoder',
  help: 'Squeezes the features through a narrow code and gives them back: the targets become the features.',
  /** A recipe of a table predicts one column; only data inside the document can have its features as targets. */
  unfit: ({ dataset }) =>
    dataset.kind === 'inline'
      ? null
      : 'An autoencoder gives back its features, but a table predicts one column. Use it with data that the project itself holds, such as the XOR example.',
  build(document) {
    const { dataset } = document
    if (dataset.kind !== 'inline') return document
    const { features, featureNames } = dataset
    const same = {
      ...document,
      dataset: { ...dataset, targets: features.map((row) => [...row]), targetNames: [...featureNames] },
      training: { ...document.training, loss: 'mean-squared-error' as const },
    }
    const ends = endsOf(document)
    const width = roomyUnits(ends)
    const layers = [
      ends.input,
      denseLayer('encoder', 'Encoder', { units: width }),
      denseLayer('code', 'Code', { units: Math.max(1, Math.floor(featureNames.length / 2)) }),
      denseLayer('decoder', 'Decoder', { units: width }),
      denseLayer('output', 'Output', { units: Math.max(1, featureNames.length), activation: 'linear' }),
    ]
    return withLoss(withNetwork(same, layers), { loss: 'mean-squared-error' })
  },
}
