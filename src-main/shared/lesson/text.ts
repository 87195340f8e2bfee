/** A piece of a line. Formulas are TeX. */
export interface Inline {
  readonly kind: 'text' | 'strong' | 'emphasis' | 'code' | 'formula'
  readonly text: string
}

export type Block =
  | { readonly kind: 'paragraph'; readonly content: readonly Inline[] }
  | { readonly kind: 'list'; readonly items: readonly (readonly Inline[])[] }
  | { readonly kind: 'formula'; readonly tex: string }

/** `code`, $formula$, **strong**, *emphasis*; whatever is not closed is plain text. */
const MARKS = /`([^`]+)`|\$([^$]+)\$|\*\*([^*]+)\*\*|\*([^*\s][^*]*)\*/g
const KINDS = ['code', 'formula', 'strong', 'emphasis'] as const

/**
 * The texts of lessons: paragraphs set apart by empty lines, lists of lines that begin with "- ", paragraphs
 * that are $$a formula$$, and the marks above. A tree of plain text, never HTML: what shows it has nothing to escape.
 */
export function readText(source: string): Block[] {
  return source
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(blockOf)
}

function blockOf(part: string): Block {
  const formula = /^\$\$([^]+)\$\$$/.exec(part)?.[1]
  if (formula !== undefined) return { kind: 'formula', tex: formula.trim() }
  const lines = part.split('\n')
  if (lines.every((line) => line.startsWith('- ')))
    return { kind: 'list', items: lines.map((line) => readLine(line.slice(2))) }
  return { kind: 'paragraph', content: readLine(lines.join(' ')) }
}

export function readLine(line: string): Inline[] {
  const pieces: Inline[] = []
  let end = 0
  for (const match of line.matchAll(MARKS)) {
    if (match.index > end) pieces.push({ kind: 'text', text: line.slice(end, match.index) })
    const group = match.slice(1).findIndex((each) => each !== undefined)
    pieces.push({ kind: KINDS[group] ?? 'text', text: match[group + 1] ?? match[0] })
    end = match.index + match[0].length
  }
  if (end < line.length) pieces.push({ kind: 'text', text: line.slice(end) })
  return pieces
}
