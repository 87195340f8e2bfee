import { autoencoder } from './autoencoder'
import { classifier } from './classifier'
import { perceptron } from './perceptron'
import { playground } from './playground'
import { regressor } from './regressor'
import { residual } from './residual'
import { type Template } from './template'
import { wideAndDeep } from './wide-and-deep'
import { workedExample } from './worked-example'

/** The networks to start from, in the order in which they are offered. */
export const templates = {
  perceptron,
  classifier,
  regressor,
  autoencoder,
  'wide-and-deep': wideAndDeep,
  residual,
  playground,
  'worked-example': workedExample,
} as const satisfies Record<string, Template>

export type TemplateId = keyof typeof templates
export type { Template } from './template'
