import { biasKinds } from '@shared/catalog/choices'
import { initializers } from '@shared/catalog/initializers'
import { type DenseLayer, type LayerOf, type ProjectDocument } from '@shared/document/schema'
import { type Convention, NONE, type Told } from './convention'

type Kind = ProjectDocument['network']['layers'][number]['kind']

function layersOf<Of extends Kind>({ network }: ProjectDocument, kind: Of): LayerOf<Of>[] {
  return network.layers.filter((layer): layer is LayerOf<Of> => layer.kind === kind)
}

/** What the layers have, each once: "sigmoid, tanh". */
const each = <Layer>(layers: readonly Layer[], say: (layer: Layer) => string): string =>
  [...new Set(layers.map(say))].join(', ')

export const weightConvention = (): Convention => ({
  topic: 'Weights',
  here: 'W has a row per unit and a column per input: z = W x + b. So do project files.',
  keras: 'A row per input, a column per unit: z = x K + b. The kernel is our W transposed.',
  pytorch: 'nn.Linear.weight as here: a row per unit.',
  note: 'w_jk leads from k to j: a row per unit, as here.',
})

export function biasConvention({ document }: Told): Convention {
  const dense = layersOf(document, 'dense')
  const kinds = each(dense, ({ bias }) => biasKinds[bias].label.toLowerCase())
  const trained = each(dense, (layer: DenseLayer) => (layer.freezeBiases ? 'frozen' : 'trained'))
  return {
    topic: 'Biases',
    here: `In this project: ${kinds}; ${trained}.`,
    keras: 'One per unit, 0 at first, trained.',
    pytorch: 'One per unit, drawn from ±1/√inputs at first, trained.',
    note: 'One per layer (b1, b2), never updated.',
  }
}

export function initializerConvention({ document }: Told): Convention {
  const dense = layersOf(document, 'dense')
  const first = each(dense, (layer) =>
    layer.initialWeights ? 'given exactly' : initializers[layer.initializer.id].label,
  )
  return {
    topic: 'First weights',
    here: `In this project: ${first}. Biases are 0 unless given.`,
    keras: 'Glorot uniform; biases 0.',
    pytorch: 'Evenly from ±1/√inputs; biases too.',
    note: 'Given: w1 = 0.15 to w8 = 0.55, b1 = 0.35, b2 = 0.6.',
  }
}

export function dropoutConvention({ document }: Told): Convention | null {
  const [layer] = layersOf(document, 'dropout')
  if (!layer) return null
  return {
    topic: 'Dropout',
    here: `The rate is the share set to 0; while training the others are multiplied by 1 / (1 − rate), here ${Number((1 / (1 - layer.rate)).toPrecision(6))}. Off when measuring.`,
    keras: 'The same.',
    pytorch: 'The same (the rate is called p).',
    note: NONE,
  }
}

export function batchNormalizationConvention({ document }: Told): Convention | null {
  const layers = layersOf(document, 'batch-normalization')
  if (layers.length === 0) return null
  return {
    topic: 'Batch normalization',
    here: `Momentum ${each(layers, ({ momentum }) => String(momentum))} is the share of the new batch, ε ${each(layers, ({ epsilon }) => String(epsilon))}; the running variance takes the batch’s with divisor n − 1.`,
    keras: 'Momentum 0.99 is the share that is kept, ε 0.001; the running variance takes divisor n.',
    pytorch: 'As here: momentum 0.1 of the new batch, ε 1e-5, divisor n − 1.',
    note: NONE,
  }
}

export function layerNormalizationConvention({ document }: Told): Convention | null {
  const layers = layersOf(document, 'layer-normalization')
  if (layers.length === 0) return null
  return {
    topic: 'Layer normalization',
    here: `ε ${each(layers, ({ epsilon }) => String(epsilon))}.`,
    keras: 'ε 0.001.',
    pytorch: 'ε 1e-5.',
    note: NONE,
  }
}

export function leakyConvention({ document }: Told): Convention | null {
  const leaky = document.network.layers.some((layer) => 'activation' in layer && layer.activation === 'leaky-relu')
  if (!leaky) return null
  return {
    topic: 'Leaky ReLU',
    here: 'Slope 0.01 below 0.',
    keras: 'Slope 0.2 as an activation, 0.3 as a layer.',
    pytorch: 'Slope 0.01.',
    note: NONE,
  }
}
