import { enteringImage, imagePicture } from '@shared/document/entering-image'
import { unitsShown } from '@shared/document/layout'
import { type TrainingService } from '@shared/protocol/training-service'
import { useRunReading } from '../../composables/use-run-reading'
import { useDocumentStore } from '../../stores/document'
import { useSessionStore } from '../../stores/session'
import { useTrainingStore } from '../../stores/training'
import { type Heat } from '../ui/heat'

/** Points along either side of a unit's plane. */
const PLANE = 20
/** Most rows and columns of the picture of a matrix. */
const MATRIX = 64
/** A few times a second is live enough, and leaves the engine to its training. */
const INTERVAL = 250

/** The weights of each unit that is shown as an image of the pixels that enter it; by layer, where an image enters. */
export type UnitImages = Readonly<Record<string, readonly Pick<Heat, 'rows' | 'columns' | 'values'>[]>>

/** What is only asked for while it is seen: planes in their mode, pictures where the weights are too many. */
export function usePictures() {
  const session = useSessionStore()
  const training = useTrainingStore()
  const wantsPlanes = (): boolean => session.canvasMode === 'planes' && training.figures.runId !== ''
  const wantsPictures = (): boolean => training.figures.runId !== '' && training.weights === null
  const { value: planes } = useRunReading(
    async ({ training }) => (wantsPlanes() ? training.unitPlanes({ size: PLANE }) : null),
    wantsPlanes,
    INTERVAL,
  )
  const { value: pictures } = useRunReading(
    async ({ training }) => (wantsPictures() ? training.weightPictures({ most: MATRIX }) : null),
    wantsPictures,
    INTERVAL,
  )
  const store = useDocumentStore()
  const { value: images } = useRunReading(
    async ({ training }) => (wantsPlanes() ? imagesOf(training) : null),
    () => [wantsPlanes(), store.document.network],
    INTERVAL,
  )

  async function imagesOf(training: TrainingService): Promise<UnitImages> {
    const { network } = store.document
    const found = network.layers.flatMap(({ id, kind }) => {
      const image = kind === 'dense' ? enteringImage(network, store.shapes, id) : null
      return image ? [{ id, image, count: unitsShown(store.shapes.layers[id]?.units ?? 0) }] : []
    })
    const read = await Promise.all(
      found.map(async ({ id, image, count }) => {
        const { weights } = await training.exactRows({ layer: id, from: 0, count })
        return [id, weights.map((row) => imagePicture(image, row))] as const
      }),
    )
    return Object.fromEntries(read)
  }

  return { planes, pictures, images }
}
