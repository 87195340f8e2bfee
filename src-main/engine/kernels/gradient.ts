import { SIX, sixesOf } from './tiles'
import { madd, PANEL, ROW, splatFrom } from './vector'

const LEAST_ROWS: i32 = 64

/**
 * The gradient of the weights of one panel of units:
 *
 *     G[input][unit] = sum over rows of A[row][input] D[row][unit]      row = 0 .. rows - 1, in this order
 *
 * A = x [batch][inputs], D = one panel of delta [batch][PANEL] (each sample's share of the batch is in it already), G in the
 * layout of the weights, [inputs][PANEL], beginning with input `first`. `first` and `last` are multiples of 4.
 */
export function gradientStrip<T>(a: usize, stride: usize, d: usize, g: usize, rows: i32, first: i32, last: i32): void {
  let input = first
  // Over few rows, two more sums to begin and to store take as long as they save.
  if (SIX<T>() && rows >= LEAST_ROWS)
    for (let sixes = sixesOf(last - first); sixes > 0; sixes--) {
      // Four of the six lie in one panel, and the other two before or behind them.
      const before = input % PANEL<T>() == 6 ? 2 : 0
      const two = before ? 0 : 4
      const four = columnOf<T>(a, stride, input + before)
      gradientTile6(four, columnOf<T>(a, stride, input + two), d, g + before * ROW, g + two * ROW, rows)
      g += 6 * ROW
      input += 6
    }
  for (; input < last; input += 4) {
    gradientTile4<T>(columnOf<T>(a, stride, input), d, g, rows)
    g += 4 * ROW
  }
}

/** Where the first row of a column lies. */
@inline
function columnOf<T>(a: usize, stride: usize, column: i32): usize {
  return a + <usize>(column / PANEL<T>()) * stride + <usize>(column % PANEL<T>()) * sizeof<T>()
}

/** Four inputs by one panel of units. */
function gradientTile4<T>(a: usize, d: usize, g: usize, rows: i32): void {
  let g00 = v128.splat<T>(0),
    g01 = g00
  let g10 = g00,
    g11 = g00
  let g20 = g00,
    g21 = g00
  let g30 = g00,
    g31 = g00
  const end = a + <usize>rows * ROW
  while (a < end) {
    const d0 = v128.load(d),
      d1 = v128.load(d, 16)
    let s = splatFrom<T>(a)
    g00 = madd<T>(s, d0, g00)
    g01 = madd<T>(s, d1, g01)
    s = splatFrom<T>(a + sizeof<T>())
    g10 = madd<T>(s, d0, g10)
    g11 = madd<T>(s, d1, g11)
    s = splatFrom<T>(a + 2 * sizeof<T>())
    g20 = madd<T>(s, d0, g20)
    g21 = madd<T>(s, d1, g21)
    s = splatFrom<T>(a + 3 * sizeof<T>())
    g30 = madd<T>(s, d0, g30)
    g31 = madd<T>(s, d1, g31)
    a += ROW
    d += ROW
  }
  v128.store(g, g00)
  v128.store(g, g01, 16)
  v128.store(g, g10, 32)
  v128.store(g, g11, 48)
  v128.store(g, g20, 64)
  v128.store(g, g21, 80)
  v128.store(g, g30, 96)
  v128.store(g, g31, 112)
}

/** Four inputs and two others by one panel of units, float32. A third address would cost a quarter of the speed. */
export function gradientTile6(four: usize, two: usize, d: usize, gFour: usize, gTwo: usize, rows: i32): void {
  let g00 = v128.splat<f32>(0), g01 = g00
  let g10 = g00, g11 = g00
  let g20 = g00, g21 = g00
  let g30 = g00, g31 = g00
  let g40 = g00, g41 = g00
  let g50 = g00, g51 = g00
  const end = d + <usize>rows * ROW
  while (d < end) {
    const d0 = v128.load(d), d1 = v128.load(d, 16)
    let s = splatFrom<f32>(four)
    g00 = madd<f32>(s, d0, g00)
    g01 = madd<f32>(s, d1, g01)
    s = splatFrom<f32>(four + 4)
    g10 = madd<f32>(s, d0, g10)
    g11 = madd<f32>(s, d1, g11)
    s = splatFrom<f32>(four + 8)
    g20 = madd<f32>(s, d0, g20)
    g21 = madd<f32>(s, d1, g21)
    s = splatFrom<f32>(four + 12)
    g30 = madd<f32>(s, d0, g30)
    g31 = madd<f32>(s, d1, g31)
    s = splatFrom<f32>(two)
    g40 = madd<f32>(s, d0, g40)
    g41 = madd<f32>(s, d1, g41)
    s = splatFrom<f32>(two + 4)
    g50 = madd<f32>(s, d0, g50)
    g51 = madd<f32>(s, d1, g51)
    four += ROW
    two += ROW
    d += ROW
  }
  v128.store(gFour, g00)
  v128.store(gFour, g01, 16)
  v128.store(gFour, g10, 32)
  v128.store(gFour, g11, 48)
  v128.store(gFour, g20, 64)
  v128.store(gFour, g21, 80)
  v128.store(gFour, g30, 96)
  v128.store(gFour, g31, 112)
  v128.store(gTwo, g40)
  v128.store(gTwo, g41, 16)
  v128.store(gTwo, g50, 32)
  v128.store(gTwo, g51, 48)
}
