import { AppError } from '@shared/errors'
import { type Figure } from './draw-figure'

/** Browsers make no larger canvas: neither longer on a side, nor of more pixels. */
const LONGEST_SIDE = 16_384
const MOST_PIXELS = 120_000_000

export const pixelsOf = ({ width, height }: Pick<Figure, 'width' | 'height'>, scale: number) => ({
  width: width * scale,
  height: height * scale,
})

export function fitsIntoPng(figure: Pick<Figure, 'width' | 'height'>, scale: number): boolean {
  const { width, height } = pixelsOf(figure, scale)
  return Math.max(width, height) <= LONGEST_SIDE && width * height <= MOST_PIXELS
}

/** An address that holds the drawing itself. */
export const addressOf = ({ svg }: Figure): string => `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`

/** The figure as a PNG of `scale` pixels per unit of the drawing. Errors: figure-not-drawn. */
export async function pngOf(figure: Figure, scale: number): Promise<Uint8Array> {
  const size = pixelsOf(figure, scale)
  const failed = AppError.of('figure-not-drawn', size)
  if (!fitsIntoPng(figure, scale)) throw failed
  const image = new Image()
  image.src = addressOf(figure)
  await image.decode().catch(() => {
    throw failed
  })
  const canvas = Object.assign(document.createElement('canvas'), size)
  const context = canvas.getContext('2d')
  if (!context) throw failed
  context.drawImage(image, 0, 0, size.width, size.height)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (!blob) throw failed
  return new Uint8Array(await blob.arrayBuffer())
}
