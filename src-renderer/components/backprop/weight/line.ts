import { type ParameterPlace } from '@shared/protocol/training-service'

/** A line of the drawing: the weight that it stands for, and how SVG draws it. */
export interface Line extends ParameterPlace {
  readonly key: string
  readonly path: string
}
