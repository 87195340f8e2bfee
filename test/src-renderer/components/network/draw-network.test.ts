import { addLayer, setConnection, updateLayer } from '@shared/document/commands'
import { encodedShape } from '@shared/document/encoding'
import { type ProjectDocument } from '@shared/document/schema'
import { inferShapes } from '@shared/document/shapes'
import { describe, expect, it, vi } from 'vitest'
import { drawNetwork, type Picture } from '../../../../src-renderer/components/network/draw-network'
import { cardsOf, detoursOf } from '../../../../src-renderer/components/network/geometry'
import { coloursOf } from '../../../../src-renderer/components/ui/colours'
import { smallDocument } from '../../helpers/fake-host'
import { residualDocument } from '../../helpers/residual'

interface Wire {
  readonly dashed: boolean
  readonly width: number
}

/** As much of a canvas context as drawing uses; keeps what kind of wires and which texts were drawn. */
class FakeContext {
  lineWidth = 1
  strokeStyle = ''
  fillStyle = ''
  readonly wires: Wire[] = []
  readonly texts: string[] = []
  /** Pixels of the pictures that were drawn. */
  readonly pictures: OffscreenCanvas[] = []
  readonly zoom: number
  private dash: number[] = []
  private curved = false
  constructor(zoom = 1) {
    this.zoom = zoom
  }
  getTransform = (): { a: number } => ({ a: this.zoom })
  drawImage = (picture: OffscreenCanvas): void => void this.pictures.push(picture)
  beginPath = (): void => void (this.curved = false)
  bezierCurveTo = (): void => void (this.curved = true)
  setLineDash = (dash: number[]): void => void (this.dash = dash)
  stroke = (): void => {
    if (this.curved) this.wires.push({ dashed: this.dash.length > 0, width: this.lineWidth })
  }
  fillText = (text: string): void => void this.texts.push(text)
  measureText = (): { width: number } => ({ width: 40 })
  moveTo = (): void => undefined
  lineTo = (): void => undefined
  closePath = (): void => undefined
  arc = (): void => undefined
  fill = (): void => undefined
  fillRect = (): void => undefined
  strokeText = (): void => undefined
  strokeRect = (): void => undefined
  save = (): void => undefined
  restore = (): void => undefined
  roundRect = (): void => undefined
}

function drawn(document: ProjectDocument, changes: Partial<Picture> = {}, zoom = 1): FakeContext {
  const shapes = inferShapes(document)
  const cards = cardsOf(document, shapes, encodedShape(document))
  const picture: Picture = {
    cards,
    detours: detoursOf(cards, document.network.connections),
    connections: document.network.connections,
    shapes,
    weights: null,
    activations: null,
    mode: 'weights',
    planes: null,
    images: null,
    pictures: null,
    chosen: null,
    ...changes,
  }
  const context = new FakeContext(zoom)
  drawNetwork(context as unknown as CanvasRenderingContext2D, picture, coloursOf(window.document.body))
  return context
}

const weights = {
  'dense-1': { units: 3, inputs: 2, weights: Float32Array.of(1, -1, 0.5, -0.5, 0.25, 0), biases: new Float32Array(3) },
  output: { units: 2, inputs: 3, weights: new Float32Array(6).fill(0.5), biases: new Float32Array(2) },
}

describe('drawNetwork', () => {
  it('draws negative weights dashed and large ones wide, and writes few weights as numbers', () => {
    const { wires, texts } = drawn(smallDocument(), { weights })
    expect(wires.map(({ dashed }) => dashed).slice(0, 6)).toEqual([false, true, false, true, false, false])
    expect(wires[0]?.width).toBeGreaterThan(wires[2]?.width ?? 9)
    expect(texts.slice(0, 6)).toEqual(['1.00', '−1.00', '0.50', '−0.50', '0.25', '0.00'])
  })

  it('draws a connection that is left out as a dotted stub without a number', () => {
    const document = setConnection('dense-1', { unit: 0, input: 1 }, false).apply(smallDocument())
    const { wires, texts } = drawn(document, { weights })
    expect(wires[1]).toEqual({ dashed: true, width: 1.5 })
    expect(texts.slice(0, 5)).toEqual(['1.00', '0.50', '−0.50', '0.25', '0.00'])
  })

  it('draws grey wires while the weights are unknown or no longer fit', () => {
    expect(drawn(smallDocument()).wires.every(({ dashed, width }) => !dashed && width === 0.8)).toBe(true)
    const changed = updateLayer('dense-1', { units: 4 }).apply(smallDocument())
    expect(drawn(changed, { weights }).wires.every(({ width }) => width === 0.8)).toBe(true)
  })

  it('draws folded layers as a band with its size, never a million wires', () => {
    const { wires, texts } = drawn(updateLayer('dense-1', { units: 1024 }).apply(smallDocument()))
    expect(wires.length).toBeLessThan(40)
    expect(texts).toContain('2 × 1,024')
  })

  it('hatches the negative weights of a folded layer as soon as they are large enough on the screen', () => {
    class Canvas {
      readonly width: number
      constructor(width: number) {
        this.width = width
      }
      getContext = () => ({ putImageData: () => undefined })
    }
    vi.stubGlobal('OffscreenCanvas', Canvas)
    vi.stubGlobal('ImageData', Array)
    const pictures = { 'dense-1': { rows: 64, columns: 32, values: new Float32Array(64 * 32).fill(-1) } }
    const document = updateLayer('dense-1', { units: 1024 }).apply(smallDocument())
    const widths = [1, 4].map((zoom) => drawn(document, { pictures }, zoom).pictures.map(({ width }) => width))
    expect(widths).toEqual([[32], [5 * 32]])
  })

  it('gathers the wires of layers at the small cards that pass numbers on, and leads one over them', () => {
    const { wires } = drawn(residualDocument())
    const plain = wires.filter(({ width }) => width === 1 || width === 2)
    // dense-1 to norm 3, norm to relu and relu to dropout 1 each, dropout to second 3, second to sum 3, sum to output 2,
    // and the curve of the way over.
    expect(plain.filter(({ width }) => width === 1)).toHaveLength(3 + 3 + 3 + 2)
    expect(plain.filter(({ width }) => width === 2)).toHaveLength(2 + 1)
    // The wires of the first dense layer are still drawn one by one.
    expect(wires.filter(({ width }) => width === 0.8)).toHaveLength(6)
  })

  it('leads unit to unit into an activation at the end', () => {
    const { wires } = drawn(addLayer('output', 'activation').apply(smallDocument()))
    expect(wires.filter(({ width }) => width === 1)).toHaveLength(2)
  })

  it('writes activations into the units where they are asked for', () => {
    const activations = { input: Float32Array.of(0.5, -0.25), 'dense-1': Float32Array.of(0, 1, -0.987) }
    const { texts } = drawn(smallDocument(), { activations, mode: 'activations' })
    expect(texts).toEqual(['0.50', '−0.25', '0.00', '1.00', '−0.99'])
  })

  it('draws numbers that grew without bounds', () => {
    const endless = { ...weights['dense-1'], weights: Float32Array.of(Infinity, -Infinity, 1, 0, 0, 0) }
    const activations = { input: Float32Array.of(0, Infinity), 'dense-1': Float32Array.of(-Infinity, NaN, 1) }
    const picture = { weights: { ...weights, 'dense-1': endless }, activations, mode: 'activations' as const }
    const { wires, texts } = drawn(smallDocument(), picture)
    expect(wires.every(({ width }) => width >= 0.5 && width <= 3.5)).toBe(true)
    expect(texts).toEqual(expect.arrayContaining(['∞', '−∞', '–', '1.00']))
  })
})
