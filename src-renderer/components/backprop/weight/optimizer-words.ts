/** The numbers of the optimizers, as `optimizer-terms.ts` of the engine names them: symbol and meaning. */
const words: Readonly<Record<string, readonly [symbol: string, meaning: string]>> = {
  velocityBefore: ['v before', 'momentum kept from earlier steps'],
  velocity: ['v', 'momentum with this gradient'],
  direction: ['d', 'what the step follows'],
  sumOfSquaresBefore: ['s before', 'sum of squared gradients so far'],
  sumOfSquares: ['s', 'sum of squared gradients with this one'],
  meanSquareBefore: ['s before', 'running mean of squared gradients so far'],
  meanSquare: ['s', 'running mean of squared gradients with this one'],
  meanBefore: ['m before', 'running mean of gradients so far'],
  mean: ['m', 'running mean of gradients with this one'],
  varianceBefore: ['v before', 'running mean of squared gradients so far'],
  variance: ['v', 'running mean of squared gradients with this one'],
  meanHat: ['m̂', 'm, corrected for its start at 0'],
  varianceHat: ['v̂', 'v, corrected for its start at 0'],
  divisor: ['divisor', 'root of the squares, plus ε'],
  decay: ['decay', 'what weight decay takes away'],
  previousGradient: ['g before', 'gradient of the step before'],
  agreement: ['agreement', '1: same sign as before, −1: the sign has turned, 0: one is 0'],
  stepSizeBefore: ['Δ before', 'size of the step before'],
  stepSize: ['Δ', 'size of this step'],
  followed: ['g followed', 'gradient that is followed; 0 after a turn'],
}

export interface TermInWords {
  readonly symbol: string
  readonly meaning: string
}

/** What a number of an optimizer is called. */
export function termInWords(name: string): TermInWords {
  const [symbol, meaning] = words[name] ?? [name, '']
  return { symbol, meaning }
}
