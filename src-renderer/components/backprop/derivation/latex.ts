import { type Equation, type EquationLine } from './equation'
import { unmarked } from './term'

/** A line as other programs take it: without the marks of this page. */
const plainLine = ({ symbols, numbers, result }: EquationLine): string =>
  unmarked([symbols, ...numbers, result].filter((piece) => piece !== '').join(' '))
    .replaceAll(/\s+/g, ' ')
    .trim()

/** An equation as LaTeX: its line, or several below each other. Uses amsmath and mathtools (bmatrix*). */
export function equationLatex({ lines }: Pick<Equation, 'lines'>): string {
  const plain = lines.map(plainLine)
  if (plain.length === 1) return plain[0] ?? ''
  return `\\begin{gathered}\n${plain.join(' \\\\\n')}\n\\end{gathered}`
}

export interface Section {
  readonly heading: string
  readonly equations: readonly Equation[]
}

/** The whole walk-through as Markdown: headings, one block of LaTeX per line, and the notes. */
export function markdown(title: string, introduction: string, sections: readonly Section[]): string {
  const blocks = sections.flatMap(({ heading, equations }) => [
    `## ${heading}`,
    ...equations.flatMap(({ heading: own, mark, lines, note }) => [
      `### ${mark === '' ? own : `${mark}: ${own}`}`,
      ...lines.flatMap((line) => [
        ...(line.caption === undefined ? [] : [`${line.caption}:`]),
        `$$\n${plainLine(line)}\n$$`,
      ]),
      ...(note === '' ? [] : [note]),
    ]),
  ])
  return `${[`# ${title}`, introduction, ...blocks].filter((block) => block !== '').join('\n\n')}\n`
}
