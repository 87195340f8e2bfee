import { type TermPlace } from '../../../stores/study'
import { unmarked, veiled } from './term'

/** One line: what is computed in symbols, the same with numbers, and what comes out. Pieces follow each other as far as there is room. */
export interface EquationLine {
  /** A few words in front of it, where there are several lines. */
  readonly caption?: string
  readonly symbols: string
  readonly numbers: readonly string[]
  /** Empty where the numbers are the result already. */
  readonly result: string
}

/** One thing that is worked out. All TeX may hold marked terms: see term.ts. */
export interface Equation {
  /** One of its kind among the equations of a layer. */
  readonly id: string
  /** The step at which it is worked out; empty where it has none. */
  readonly step: string
  /** Id of the layer; empty for the loss. */
  readonly layer: string
  readonly heading: string
  /** "BP1" where it is one of the four equations; else empty. */
  readonly mark: string
  readonly lines: readonly EquationLine[]
  readonly note: string
}

/**
 * The equation with question marks for the numbers that are not shown; its symbols stay. What is only worked out from such
 * a number is left out.
 */
export function veiledEquation(equation: Equation, isShown: (place: TermPlace) => boolean): Equation {
  return { ...equation, lines: equation.lines.map((line) => veiledLine(line, isShown)) }
}

function veiledLine(line: EquationLine, isShown: (place: TermPlace) => boolean): EquationLine {
  const numbers: string[] = []
  let [whole, skipping] = [true, false]
  for (const piece of line.numbers) {
    if (piece.startsWith('=')) skipping = !whole && piece === unmarked(piece)
    const shown = veiled(piece, isShown)
    if (!skipping) numbers.push(shown)
    whole &&= shown === piece
  }
  return { ...line, numbers, result: veiled(line.result, isShown) }
}
