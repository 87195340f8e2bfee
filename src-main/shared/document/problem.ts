/** A sentence about what keeps the network from being trained, and the layer it is about. */
export interface Problem {
  readonly layer: string | null
  readonly message: string
}

/** "1 unit", "3 units". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}

/** "28 x 28 x 1", or "4 numbers" for a row of numbers. */
export function shapeText(shape: readonly number[]): string {
  const [only] = shape
  return shape.length === 1 && only !== undefined ? counted(only, 'number') : shape.join(' x ')
}
