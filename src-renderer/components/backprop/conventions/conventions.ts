import { type Convention, type Told } from './convention'
import {
  batchNormalizationConvention,
  biasConvention,
  dropoutConvention,
  initializerConvention,
  layerNormalizationConvention,
  leakyConvention,
  weightConvention,
} from './layer-conventions'
import { batchConvention, fusionConvention, lossConvention } from './loss-conventions'
import { optimizerConvention, orderConvention, penaltyConvention } from './optimizer-conventions'

/** What this project does where others do otherwise; only of what it has. */
export function conventionsOf(told: Told): Convention[] {
  return [
    lossConvention(told),
    batchConvention(told),
    weightConvention(),
    orderConvention(told),
    biasConvention(told),
    initializerConvention(told),
    optimizerConvention(told),
    fusionConvention(told),
    penaltyConvention(told),
    dropoutConvention(told),
    batchNormalizationConvention(told),
    layerNormalizationConvention(told),
    leakyConvention(told),
  ].filter((convention) => convention !== null)
}
