import { useRunReading } from '../../composables/use-run-reading'
import { useSessionStore } from '../../stores/session'
import { useTrainingStore } from '../../stores/training'

/** Points along either side of a unit's plane. */
const PLANE = 20
/** Most rows and columns of the picture of a matrix. */
const MATRIX = 64
/** A few times a second is live enough, and leaves the engine to its training. */
const INTERVAL = 250

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
  return { planes, pictures }
}
