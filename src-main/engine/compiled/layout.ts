import { type Precision } from './kernels'

/** How numbers lie in the kernels' memory; see `kernels/vector.ts`. */
export interface Layout {
  /** Bytes of a number. */
  readonly size: 4 | 8
  /** Columns of a panel. */
  readonly panel: 8 | 4
  /** Samples that a matrix of activations has room for. */
  readonly capacity: number
  /** Bytes from one panel of such a matrix to the next. */
  readonly stride: number
}

/** Bytes of one row of a panel. */
export const ROW = 32

/** Behind each panel of activations: panels a power of two apart would share the same few lines of the cache. */
const SPARE_ROWS = 4

export function layoutFor(precision: Precision, samples: number): Layout {
  // Kernels work on four rows at a time.
  const capacity = Math.ceil(samples / 4) * 4
  const size = precision === 'float32' ? 4 : 8
  return { size, panel: size === 4 ? 8 : 4, capacity, stride: (capacity + SPARE_ROWS) * ROW }
}

export const panelsOf = ({ panel }: Layout, width: number): number => Math.ceil(width / panel)

/** `width` rounded up to whole panels. */
export const padded = (layout: Layout, width: number): number => panelsOf(layout, width) * layout.panel

/** The index, in numbers, of element (row, column) of a matrix with `rows` rows. */
export function indexIn({ panel }: Layout, rows: number, row: number, column: number): number {
  return (Math.floor(column / panel) * rows + row) * panel + (column % panel)
}

/**
 * Hands out places in memory, one after the other, each at the beginning of a cache line. Addresses are relative until
 * the size of everything is known; `start` is where the kernels' own memory ends.
 */
export class Allocator {
  private next: number

  constructor(start: number) {
    this.next = aligned(start)
  }

  take(bytes: number): number {
    const address = this.next
    this.next = aligned(address + bytes)
    return address
  }

  get used(): number {
    return this.next
  }
}

const aligned = (address: number): number => Math.ceil(address / 64) * 64
