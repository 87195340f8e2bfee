import { AppError } from '@shared/errors'
import { type InspectionService } from '@shared/protocol/inspection-service'
import { type TrainingService } from '@shared/protocol/training-service'
import { onBeforeUnmount, ref, type Ref, shallowRef, type ShallowRef, watch } from 'vue'
import { useConnectionStore } from '../stores/connection'
import { useDocumentStore } from '../stores/document'
import { useTrainingStore } from '../stores/training'

/** While a run trains, what is read of it is read anew at most this often, unless told otherwise. */
const RUNNING_INTERVAL = 1000
/** A reading that takes long is repeated so rarely that the engine spends most of its time on training. */
const LEAST_PAUSE_FACTOR = 4
/** Several changes in a row, such as the updates behind one edit, are one reading. */
const SETTLING = 40

/** The services that read the run. */
export interface RunServices {
  readonly training: TrainingService
  readonly inspection: InspectionService
}

export interface RunReading<Value> {
  readonly value: Readonly<ShallowRef<Value | null>>
  /** Why there is no newer value, as a sentence. */
  readonly problem: Readonly<Ref<AppError | null>>
}

/**
 * Something read from the run: at once, whenever the run or what `asked` returns changes, and at most every
 * `interval` milliseconds (usually once a second) while it trains. One reading at a time; what changes meanwhile is followed by another.
 */
export function useRunReading<Value>(
  read: (services: RunServices) => Promise<Value>,
  asked: () => unknown = () => null,
  interval = RUNNING_INTERVAL,
): RunReading<Value> {
  const connection = useConnectionStore()
  const training = useTrainingStore()
  const store = useDocumentStore()
  const value = shallowRef<Value | null>(null)
  const problem = ref<AppError | null>(null) as Ref<AppError | null>
  let timer: ReturnType<typeof setTimeout> | null = null
  let busy = false
  let wanted = false
  let gone = false
  let notBefore = 0

  async function run(): Promise<void> {
    timer = null
    const services = connection.current
    if (gone || !services) return
    busy = true
    wanted = false
    const start = performance.now()
    try {
      const found = await read(services)
      if (gone) return
      value.value = found
      problem.value = null
    } catch (thrown) {
      if (gone) return
      const error = AppError.from(thrown)
      problem.value = error
      if (error.code === 'cannot-train' || error.code === 'no-data') value.value = null
    } finally {
      busy = false
      const end = performance.now()
      notBefore = start + Math.max(interval, LEAST_PAUSE_FACTOR * (end - start))
    }
    if (wanted) schedule(training.running)
  }

  function schedule(patient: boolean): void {
    wanted = true
    if (busy || gone) return
    if (timer !== null) {
      if (patient) return
      clearTimeout(timer)
    }
    const wait = patient ? notBefore - performance.now() : 0
    timer = setTimeout(() => void run(), Math.max(SETTLING, wait))
  }

  watch(
    () => training.figures,
    () => schedule(training.running),
  )
  watch(
    () => store.opening,
    () => {
      value.value = null
      schedule(false)
    },
  )
  watch([() => connection.current, asked], () => schedule(false))
  onBeforeUnmount(() => {
    gone = true
    if (timer !== null) clearTimeout(timer)
  })
  void run()
  return { value, problem }
}
