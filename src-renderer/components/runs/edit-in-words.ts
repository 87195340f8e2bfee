import { type ParameterEdit } from '@shared/protocol/training-service'
import { shortNumber, wholeNumber } from '../ui/numbers'

/** "Edited Hidden w[2,1] from 0.31 to 0.5 at step 1,200"; units and inputs counted from 1. */
export function editInWords({ name, unit, input, from, to, step }: ParameterEdit): string {
  const place = input === null ? `b[${unit + 1}]` : `w[${unit + 1},${input + 1}]`
  const short = (value: number): string =>
    shortNumber(value, 4)
      .replace(/(\.\d*?)0+$/, '$1')
      .replace(/\.$/, '')
  return `Edited ${name} ${place} from ${short(from)} to ${short(to)} at step ${wholeNumber(step)}`
}
