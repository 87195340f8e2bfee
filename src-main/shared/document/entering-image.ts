import { type Network } from './schema'
import { type Shapes } from './shapes'

/** Sides of an image whose numbers come row by row, the channels of a pixel beside each other. */
export interface ImageShape {
  readonly height: number
  readonly width: number
  readonly channels: number
}

/** The image whose pixels enter a layer one by one, also through layers that leave each in its place; null where there is none. */
export function enteringImage(network: Network, all: Shapes, id: string): ImageShape | null {
  const { layers: shapes } = all
  const [source, ...others] = shapes[id]?.sources ?? []
  if (source === undefined || others.length > 0) return null
  const [height = 0, width = 0, channels] = shapes[source]?.shape ?? []
  if (channels !== undefined) return height > 1 && width > 1 ? { height, width, channels } : null
  switch (network.layers.find((layer) => layer.id === source)?.kind) {
    case 'flatten':
    case 'activation':
    case 'dropout':
    case 'batch-normalization':
    case 'layer-normalization':
      return enteringImage(network, all, source)
    default:
      return null
  }
}

/** Numbers of an image as a picture: rows of pixels, the channels' pictures beside each other. */
export function imagePicture(
  { height, width, channels }: ImageShape,
  values: ArrayLike<number>,
): { readonly rows: number; readonly columns: number; readonly values: Float32Array } {
  const columns = width * channels
  const picture = new Float32Array(height * columns)
  for (let row = 0; row < height; row++)
    for (let column = 0; column < columns; column++)
      picture[row * columns + column] = values[inputAt({ height, width, channels }, row, column)] ?? 0
  return { rows: height, columns, values: picture }
}

/** Which input is at a row and column of `imagePicture`. */
export function inputAt({ width, channels }: ImageShape, row: number, column: number): number {
  return (row * width + (column % width)) * channels + Math.floor(column / width)
}
