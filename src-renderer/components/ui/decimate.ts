export interface Point {
  readonly x: number
  readonly y: number
}

/**
 * Of `count` points at most two (the lowest and the highest) for every pixel column, in order: what the eye could tell
 * apart. A short series is kept whole. Points whose y is no number are left out.
 */
export function decimate(count: number, pointAt: (index: number) => Point, columns: number): Point[] {
  const size = Math.max(1, Math.ceil(count / Math.max(1, Math.floor(columns))))
  const kept: Point[] = []
  for (let start = 0; start < count; start += size) {
    const end = Math.min(count, start + size)
    if (size <= 2) {
      for (let index = start; index < end; index++) push(kept, pointAt(index))
      continue
    }
    let low: Point | null = null
    let high: Point | null = null
    for (let index = start; index < end; index++) {
      const point = pointAt(index)
      if (Number.isNaN(point.y)) continue
      if (low === null || point.y < low.y) low = point
      if (high === null || point.y > high.y) high = point
    }
    if (low === null || high === null) continue
    if (low === high) kept.push(low)
    else kept.push(...(low.x <= high.x ? [low, high] : [high, low]))
  }
  if (size > 2) {
    const last = pointAt(count - 1)
    if (kept.at(-1)?.x !== last.x) push(kept, last)
  }
  return kept
}

function push(points: Point[], point: Point): void {
  if (!Number.isNaN(point.y)) points.push(point)
}
