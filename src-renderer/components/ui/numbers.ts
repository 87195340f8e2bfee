/** Numbers as people read them here: few digits, a real minus sign, thousands set apart. */
const MINUS = '−'

const signed = (text: string): string => text.replace(/^-/, MINUS)

/** About `digits` significant digits; very small and very large numbers with a power of ten. */
export function shortNumber(value: number | null | undefined, digits = 3): string {
  if (value === null || value === undefined) return '–'
  if (!Number.isFinite(value)) return signed(String(value))
  const size = Math.abs(value)
  if (size !== 0 && (size < 1e-3 || size >= 1e6)) return signed(value.toExponential(Math.max(0, digits - 2)))
  if (size >= 1000) return signed(Math.round(value).toLocaleString('en-US'))
  return signed(value.toPrecision(digits))
}

/** A fixed number of decimals: for figures that stand still while they change. */
export function fixedNumber(value: number | null | undefined, decimals = 4): string {
  if (value === null || value === undefined) return '–'
  if (!Number.isFinite(value)) return signed(String(value))
  const size = Math.abs(value)
  if (size !== 0 && (size >= 1e5 || size < 0.5 * 10 ** -decimals)) return signed(value.toExponential(2))
  return signed(value.toFixed(decimals))
}

/**
 * A setting as it was typed: 0.01, not 0.0100; 1e-8, not 0.00000001. Only where `decimals` are asked for, zeros are
 * added, so that the numbers of a column stand below each other.
 */
export function plainNumber(value: number, decimals = 0): string {
  const text = String(value)
  const own = text.split('.')[1]?.length ?? 0
  if (own >= decimals) return signed(text)
  return signed(`${text}${own === 0 ? '.' : ''}${'0'.repeat(decimals - own)}`)
}

/** A tick of an axis: no more digits than it needs, and none of the noise of binary fractions. */
export function tickNumber(value: number): string {
  const rounded = Number(value.toPrecision(6))
  const size = Math.abs(rounded)
  if (size !== 0 && (size < 1e-3 || size >= 1e6)) return signed(rounded.toExponential().replace('e+', 'e'))
  return signed(size >= 1000 ? rounded.toLocaleString('en-US') : String(rounded))
}

/** A loss: four decimals while it is large, three digits when it gets small. */
export function lossNumber(value: number | null | undefined): string {
  if (value === null || value === undefined) return '–'
  const size = Math.abs(value)
  return size !== 0 && size < 0.01 && size >= 0.0001 ? signed(value.toPrecision(3)) : fixedNumber(value, 4)
}

export function percent(share: number | null | undefined): string {
  return share === null || share === undefined ? '–' : `${(share * 100).toFixed(1)} %`
}

/** A measured figure: a share of 1 in percent, else a number in its own units with four digits. */
export function measure(value: number | null | undefined, share: boolean): string {
  return share ? percent(value) : shortNumber(value, 4)
}

export function wholeNumber(value: number): string {
  return signed(Math.round(value).toLocaleString('en-US'))
}

/** What a run is computed with: "float64, 1 thread". Absent where nothing is known of it. */
export function arithmetic(kernel: string | null, threads: number | null): string | undefined {
  if (kernel === null) return undefined
  return threads === null ? kernel : `${kernel}, ${threads} ${threads === 1 ? 'thread' : 'threads'}`
}

export function duration(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(2)} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min ${Math.floor(seconds % 60)} s`
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** 1.02 M, 48.3 k. */
export function ratePerSecond(value: number): string {
  if (value >= 1e6) return `${(value / 1e6).toFixed(2)} M`
  if (value >= 1e3) return `${(value / 1e3).toFixed(1)} k`
  return Math.round(value).toString()
}

export function byteCount(bytes: number): string {
  if (bytes >= 2 ** 20) return `${(bytes / 2 ** 20).toFixed(1)} MiB`
  if (bytes >= 2 ** 10) return `${(bytes / 2 ** 10).toFixed(1)} KiB`
  return `${bytes} bytes`
}
