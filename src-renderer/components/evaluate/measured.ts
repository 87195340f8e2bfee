import { type Evaluation, type TrainingService } from '@shared/protocol/training-service'
import { wholeNumber } from '../ui/numbers'

export type Part = Evaluation['part']

export interface Measured {
  readonly evaluation: Evaluation
  /** The validation part has no rows, so that the training part stands in. */
  readonly withoutValidation: boolean
}

/** The part that was asked for; the training part where there is no validation part. */
export async function measured(service: TrainingService, part: Part): Promise<Measured> {
  const evaluation = await service.evaluate({ part })
  if (part === 'training' || evaluation.samples > 0) return { evaluation, withoutValidation: false }
  return { evaluation: await service.evaluate({ part: 'training' }), withoutValidation: true }
}

/** Which weights an evaluation is about, in words. */
export function weightsInWords({ weights, epoch }: Evaluation, trained: boolean): string {
  if (weights === 'best') return `best weights, of epoch ${wholeNumber(epoch)}`
  if (!trained) return 'initial weights'
  return epoch === 0 ? 'last weights, within the first epoch' : `last weights, of epoch ${wholeNumber(epoch)}`
}
