import { laneMask, panels, place, ROW } from './vector'

/**
 * Copies (or adds) `width` columns of one matrix into another, both in panels of `stride` bytes: what add, concatenate and
 * flatten layers are made of, forwards and backwards.
 */
export function columns<T>(
  from: usize,
  fromColumn: i32,
  to: usize,
  toColumn: i32,
  width: i32,
  stride: usize,
  first: i32,
  last: i32,
  sum: bool,
): void {
  if (fromColumn == 0 && toColumn == 0) return wholePanels<T>(from, to, width, stride, first, last, sum)
  for (let row = first; row < last; row++) {
    for (let column = 0; column < width; column++) {
      const source = place<T>(from, stride, row, fromColumn + column)
      const target = place<T>(to, stride, row, toColumn + column)
      store<T>(target, sum ? load<T>(target) + load<T>(source) : load<T>(source))
    }
  }
}

/** From first column to first column whole rows of panels move at once; what lies beyond the width stays behind. */
function wholePanels<T>(from: usize, to: usize, width: i32, stride: usize, first: i32, last: i32, sum: bool): void {
  const count = panels<T>(width)
  for (let panel = 0; panel < count; panel++) {
    const mask0 = laneMask<T>(panel, width, false)
    const mask1 = laneMask<T>(panel, width, true)
    const offset = <usize>panel * stride
    const end = <usize>last * ROW + offset
    for (let at = <usize>first * ROW + offset; at < end; at += ROW) {
      let low = v128.and(v128.load(from + at), mask0)
      let high = v128.and(v128.load(from + at, 16), mask1)
      if (sum) {
        low = v128.add<T>(v128.load(to + at), low)
        high = v128.add<T>(v128.load(to + at, 16), high)
      }
      v128.store(to + at, low)
      v128.store(to + at, high, 16)
    }
  }
}

/** out = x * factor, element by element; with `sum` it is added to what `out` holds. */
export function multiply<T>(
  x: usize,
  factor: usize,
  out: usize,
  width: i32,
  stride: usize,
  first: i32,
  last: i32,
  sum: bool,
): void {
  const count = panels<T>(width)
  for (let panel = 0; panel < count; panel++) {
    const offset = <usize>panel * stride
    const end = <usize>last * ROW + offset
    for (let at = <usize>first * ROW + offset; at < end; at += 16) {
      const value = v128.mul<T>(v128.load(x + at), v128.load(factor + at))
      v128.store(out + at, sum ? v128.add<T>(v128.load(out + at), value) : value)
    }
  }
}
