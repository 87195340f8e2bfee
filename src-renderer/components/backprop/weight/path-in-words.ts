import { type LossPath, type LossPaths, type PathStop } from '@shared/inspection/weight-change'
import { digits } from '../../ui/digits'
import { type UnitNames } from '../unit-names'

export interface PathWords {
  /** "0.59327 · 0.186816 · 0.741365" */
  readonly factors: string
  /** "z of o1 → a of o1 → loss" */
  readonly stops: string
}

/** A path as a product of factors, and the stops that each factor leads to; samples where there are several rows. */
export function pathInWords({ stops }: LossPath, rows: readonly number[], names: UnitNames): PathWords {
  const factor = (value: number): string => (value < 0 ? `(${digits(value, 4)})` : digits(value, 4))
  const samples = [...new Set(stops.map(({ sample }) => sample))].map((sample) => rows[sample] ?? sample)
  const through = rows.length > 1 ? `sample ${samples.join(' → ')}: ` : ''
  return {
    factors: stops.map((stop) => factor(stop.factor)).join(' · '),
    stops: `${through}${stops.map((stop) => stopInWords(stop, names)).join(' → ')}`,
  }
}

const stopInWords = ({ at, layer, unit }: PathStop, names: UnitNames): string =>
  at === 'loss' ? 'loss' : `${at} of ${names.unit(layer, unit)}`

/** How many paths there are, what those left out come to, and whether they cancel each other. */
export function pathsInWords({ listed, count, omittedCount, omittedSum, total, magnitude }: LossPaths): string[] {
  const all = count === 1 ? 'One path leads' : `${count.toLocaleString('en-US')} paths lead`
  const sentences = [`${all} to the loss; together they are ∂C/∂w = ${digits(total)}.`]
  if (omittedCount > 0)
    sentences.push(
      `${listed.length === 1 ? 'The largest is' : `The ${listed.length} largest are`} listed; the other ${omittedCount.toLocaleString('en-US')} come to ${digits(omittedSum)}.`,
    )
  if (magnitude > 0 && Math.abs(total) < 0.5 * magnitude)
    sentences.push(
      `Paths of opposite sign cancel: without signs they would come to ${digits(magnitude)}, ${digits(magnitude / Math.abs(total), 3)} times as much.`,
    )
  return sentences
}
