import { PANEL, panels, ROW } from './vector'

/**
 * The samples of a batch, from rows of the data into panels. `rows` holds their row numbers.
 * from: [rows of the data][rowBytes]; the matrix starts `column` numbers into a row and is `width` wide.
 */
export function gatherNumbers<T>(
  from: usize,
  rowBytes: usize,
  column: i32,
  rows: usize,
  to: usize,
  stride: usize,
  width: i32,
  first: i32,
  last: i32,
): void {
  const whole = width / PANEL<T>()
  const rest = width % PANEL<T>()
  const half = rest & (PANEL<T>() / 2)
  for (let row = first; row < last; row++) {
    let source = from + <usize>load<i32>(rows + ((<usize>row) << 2)) * rowBytes + <usize>column * sizeof<T>()
    let target = to + <usize>row * ROW
    for (let panel = 0; panel < whole; panel++) {
      v128.store(target, v128.load(source))
      v128.store(target, v128.load(source, 16), 16)
      source += ROW
      target += stride
    }
    if (half) v128.store(target, v128.load(source))
    for (let lane = half; lane < rest; lane++)
      store<T>(target + <usize>lane * sizeof<T>(), load<T>(source + <usize>lane * sizeof<T>()))
  }
}

/**
 * The same from bytes, scaled on the way: (byte - mean) / deviation, in float64 and then rounded once.
 * scaling: per column of the data its mean and its deviation.
 */
export function gatherBytes<T>(
  from: usize,
  rowBytes: usize,
  column: i32,
  rows: usize,
  to: usize,
  stride: usize,
  width: i32,
  scaling: usize,
  first: i32,
  last: i32,
): void {
  const count = panels<T>(width)
  for (let row = first; row < last; row++) {
    let source = from + <usize>load<i32>(rows + ((<usize>row) << 2)) * rowBytes + <usize>column
    let numbers = scaling + <usize>column * 16
    let target = to + <usize>row * ROW
    for (let panel = 0; panel < count; panel++) {
      const lanes = min(width - panel * PANEL<T>(), PANEL<T>())
      for (let lane = 0; lane < lanes; lane++) {
        const value = (<f64>load<u8>(source) - load<f64>(numbers)) / load<f64>(numbers, 8)
        store<T>(target + <usize>lane * sizeof<T>(), <T>value)
        source += 1
        numbers += 16
      }
      target += stride
    }
  }
}
