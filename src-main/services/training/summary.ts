import { optimizers } from '@shared/catalog/optimizers'
import { type Network, type ProjectDocument } from '@shared/document/schema'

/** Numbers that enter and units of the dense layers: "4-8-3". */
export function sizesOf({ layers }: Network): string {
  return layers
    .flatMap((layer) => {
      switch (layer.kind) {
        case 'input':
          return [layer.shape.join('x')]
        case 'dense':
          return [String(layer.units)]
        case 'activation':
        case 'dropout':
        case 'batch-normalization':
        case 'layer-normalization':
        case 'flatten':
        case 'add':
        case 'concatenate':
          return []
      }
    })
    .join('-')
}

/** Network and settings in one line: "4-8-8-3, Adam 0.01, batch 16, seed 1, float64". */
export function summaryOf({ network, training }: ProjectDocument): string {
  const { optimizer, batchSize, seed, precision } = training
  const { label } = optimizers[optimizer.id]
  return `${sizesOf(network)}, ${label} ${optimizer.learningRate}, batch ${batchSize}, seed ${seed}, ${precision}`
}
