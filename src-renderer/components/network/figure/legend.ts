import { type Palette } from './palette'
import { element, textAt } from './svg'

export const LEGEND_WIDTH = 394
export const LEGEND_HEIGHT = 16
const SAMPLE = 26

/** What lines mean, in a row around `middle`. */
export function legendAt({ positive, negative, muted }: Palette, middle: number, top: number): string {
  const y = top + LEGEND_HEIGHT / 2
  const left = middle - LEGEND_WIDTH / 2
  const sample = (at: number, stroke: string, dashes: string | undefined): string =>
    element('line', {
      x1: left + at,
      y1: y,
      x2: left + at + SAMPLE,
      y2: y,
      stroke,
      'stroke-width': 2.5,
      'stroke-dasharray': dashes,
    })
  const words = (at: number, text: string): string =>
    textAt(left + at, y, text, { size: 11, fill: muted, anchor: 'start' })
  return element('g', { class: 'legend' }, [
    sample(0, positive, undefined),
    words(SAMPLE + 6, 'positive weight'),
    sample(148, negative, '5 3'),
    words(148 + SAMPLE + 6, 'negative weight'),
    words(298, 'width: magnitude'),
  ])
}
