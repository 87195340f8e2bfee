/** The tokens as canvases need them: resolved to colours of the theme that is shown. */
const names = [
  'surface',
  'raised',
  'canvas',
  'grid',
  'line',
  'line-strong',
  'control',
  'text',
  'muted',
  'faint',
  'accent',
  'positive',
  'negative',
  'zero',
  'ok',
  'bad',
  'train',
  'validation',
] as const

export type ColourName = (typeof names)[number]
export type Colours = Readonly<Record<ColourName, string>>

export function coloursOf(element: Element): Colours {
  const style = getComputedStyle(element)
  const entries = names.map((name) => [name, sixDigits(style.getPropertyValue(`--${name}`).trim())])
  return Object.fromEntries(entries) as Record<ColourName, string>
}

/** `#abc` as `#aabbcc`: builds shorten colours. */
function sixDigits(colour: string): string {
  if (/^#[0-9a-f]{6}$/i.test(colour)) return colour
  return /^#[0-9a-f]{3}$/i.test(colour) ? colour.replace(/[0-9a-f]/gi, (digit) => digit + digit) : '#888888'
}

/** `colour` (#rrggbb) with an opacity from 0 to 1. */
export function faded(colour: string, opacity: number): string {
  const alpha = Math.round(Math.min(1, Math.max(0, opacity)) * 255)
  return `${colour}${alpha.toString(16).padStart(2, '0')}`
}

/** How bright a colour (#rrggbb) is, from 0 to 1, as WCAG counts it. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** The contrast ratio of two colours (#rrggbb), from 1 to 21. */
function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((first, second) => first - second)
  return (high + 0.05) / (low + 0.05)
}

const LEGIBLE = 4.5

/** The first of the colours that can be read on `background`; else black or white, of which one always can. */
export function legibleOn(background: string, wanted: readonly string[]): string {
  return [...wanted, '#000000'].find((colour) => contrast(background, colour) >= LEGIBLE) ?? '#ffffff'
}

/** `share` of the first colour in the second, both #rrggbb. */
export function mixed(first: string, second: string, share: number): string {
  const channels = [1, 3, 5].map((at) => {
    const one = Number.parseInt(first.slice(at, at + 2), 16)
    const other = Number.parseInt(second.slice(at, at + 2), 16)
    return Math.round(one * share + other * (1 - share))
      .toString(16)
      .padStart(2, '0')
  })
  return `#${channels.join('')}`
}
