import { type EngineDropout } from '../network'
import { type LayerFunctions, noGradients } from './layer'

/**
 * a = x m / (1 - rate), where m is 0 with probability `rate` and else 1, drawn anew for every number of every batch:
 * samples in the order of the batch, their units in order; a number is dropped where next() < rate. Dividing while
 * training keeps the mean of a, so that evaluation passes x on as it is ("inverted dropout").
 * Srivastava et al., 2014; PyTorch's Dropout.
 */
export const dropout: LayerFunctions<EngineDropout> = {
  kind: 'dropout',
  forward({ rate }, { x, mode }) {
    switch (mode.kind) {
      case 'evaluation':
        return { outputs: x, kept: {} }
      case 'training': {
        const { random } = mode
        const factors = x.map((sample) => sample.map(() => (random.next() < rate ? 0 : 1 / (1 - rate))))
        return {
          outputs: x.map((sample, row) => sample.map((value, unit) => value * factors[row][unit])),
          kept: { factors },
        }
      }
    }
  },
  gradients: noGradients,
  sendBack: (_layer, { kept: { factors } }, delta) =>
    factors ? delta.map((error, row) => error.map((value, unit) => value * factors[row][unit])) : delta,
}
