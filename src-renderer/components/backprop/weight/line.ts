import { type ParameterPlace } from '@shared/protocol/training-service'

interface Point {
  readonly x: number
  readonly y: number
}

/** A line of the drawing: the weight that it stands for, and its ends. */
export interface Line extends ParameterPlace {
  readonly key: string
  readonly from: Point
  readonly to: Point
}
