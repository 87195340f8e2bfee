/** Texts of SVG as strings: a figure is made without a document, so that it can be made, and tested, anywhere. */

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Text as XML holds it; what XML can't hold (control characters, halves of pairs) becomes a space. */
export function escaped(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, ' ').replace(/[&<>"]/g, (sign) => entities[sign] ?? sign)
}

export type Attributes = Readonly<Record<string, string | number | undefined>>

/** An element; numbers to two decimals, undefined attributes left out. `content` is XML already. */
export function element(name: string, attributes: Attributes, content: readonly string[] = []): string {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${typeof value === 'number' ? rounded(value) : escaped(value)}"`],
  )
  const open = `<${name}${written.join('')}`
  return content.length === 0 ? `${open}/>` : `${open}>${content.join('')}</${name}>`
}

export const rounded = (value: number): number => Math.round(value * 100) / 100

export interface TextStyle {
  readonly size: number
  readonly fill: string
  readonly bold?: boolean
  readonly anchor?: 'start' | 'middle' | 'end'
}

/** One line of text whose middle is at `y`: with a baseline in numbers, as few programs know `dominant-baseline`. */
export function textAt(x: number, y: number, text: string, { size, fill, bold, anchor = 'middle' }: TextStyle): string {
  const place = { x, y: y + size * 0.36, 'font-size': size, 'text-anchor': anchor }
  return element('text', { ...place, 'font-weight': bold ? 'bold' : undefined, fill }, [escaped(text)])
}

/** A plate behind a text around (x, y), so that it can be read where lines pass. */
export function plateAt(x: number, y: number, text: string, { size, fill }: TextStyle): string {
  const [width, height] = [widthOf(text, size) + 4, size * 1.2]
  return element('rect', { class: 'plate', x: x - width / 2, y: y - height / 2, width, height, rx: 2, fill })
}

/** About how wide a text is: nobody can measure here, and sans-serif is another font on every system. */
export function widthOf(text: string, size: number, bold = false): number {
  return [...text].length * size * (bold ? 0.61 : 0.57)
}

/** A text on one line, or on two of about the same width where one would be wider than `width`. */
export function lines(text: string, size: number, width: number): string[] {
  const words = text.split(' ')
  if (widthOf(text, size, true) <= width || words.length === 1) return [shortened(text, size, width)]
  const halves = words.slice(1).map((_, index) => [words.slice(0, index + 1), words.slice(index + 1)] as const)
  const [best] = halves
    .map(([first, second]) => [first.join(' '), second.join(' ')] as const)
    .sort((one, other) => longest(one) - longest(other))
  return (best ?? [text]).map((line) => shortened(line, size, width))
}

const longest = (texts: readonly string[]): number => Math.max(...texts.map(({ length }) => length))

/** A text with its end left out where it would be too wide. */
export function shortened(text: string, size: number, width: number): string {
  const letters = [...text]
  const most = Math.max(2, Math.floor(width / (size * 0.61)))
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join('')}…`
}
