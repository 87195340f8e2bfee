import { type FigureColours } from '../../../stores/figure'
import { mixed } from '../../ui/colours'

/** Every colour of a figure; solid ones, as programs that set papers have trouble with transparency. */
export interface Palette extends FigureColours {
  /** Second lines, numbers and the names of columns. */
  readonly muted: string
  /** Lines that tell no weight. */
  readonly plain: string
  /** Around units and boxes. */
  readonly outline: string
}

/** For print: positive and negative weights are told apart by dashes alone. */
export const printColours: FigureColours = {
  positive: '#000000',
  negative: '#000000',
  text: '#000000',
  background: '#ffffff',
}

export function paletteOf({ positive, negative, text, background }: FigureColours): Palette {
  const shade = (share: number): string => mixed(text, background, share)
  return { positive, negative, text, background, muted: shade(0.72), plain: shade(0.3), outline: shade(0.7) }
}

/** The colour of a weight by its sign and its size from 0 to 1. */
export function weightColour(palette: Palette, value: number, size: number): string {
  return mixed(value < 0 ? palette.negative : palette.positive, palette.background, 0.22 + 0.78 * size ** 0.7)
}
