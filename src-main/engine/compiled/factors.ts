import { type OptimizerSettings } from '@shared/document/schema'
import * as code from '../kernels/codes'
import { factorsOf, optimizerOf } from '../optimizers'
import { type Image } from './image'

export interface FactorsToWrite {
  readonly optimizer: OptimizerSettings
  /** Updates made before. */
  readonly step: number
  readonly rates: Float64Array
  /** The optimizer's running products; moved on by as many updates. */
  readonly memory: number[]
}

/** Puts what the optimizer's kernel needs for each of the next updates where it finds it; once, where all need the same. */
export function writeFactors(image: Image, { optimizer, step, rates, memory }: FactorsToWrite): void {
  const alike = !optimizerOf[optimizer.id].changesByStep && allAlike(rates)
  const count = alike ? Math.min(1, rates.length) : rates.length
  for (let index = 0; index < count; index++) {
    const factors = factorsOf(optimizer, { step: step + index + 1, rate: rates[index], memory })
    image.factors.set(factors, index * (code.FACTORS_BYTES / image.factors.BYTES_PER_ELEMENT))
  }
  image.training.set(code.FACTORS_STRIDE, alike ? 0 : code.FACTORS_BYTES)
}

function allAlike(rates: Float64Array): boolean {
  for (let index = 1; index < rates.length; index++) if (rates[index] !== rates[0]) return false
  return true
}
