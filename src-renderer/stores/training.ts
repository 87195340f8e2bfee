import {
  type BatchSeries,
  type EpochReport,
  type LayerWeights,
  noRun,
  type RunUpdate,
  type TrainingService,
} from '@shared/protocol/training-service'
import { defineStore } from 'pinia'
import { computed, nextTick, ref, shallowRef, triggerRef } from 'vue'

type Figures = Omit<
  RunUpdate,
  'reportsFrom' | 'reports' | 'batchSeries' | 'weights' | 'activations' | 'failure' | 'problem'
>

/** As often as a screen is drawn. */
const UPDATE_INTERVAL = 1000 / 60
/**
 * After an update the window rests this many times as long as it took to show it. A run that shares its steps among
 * threads has use for the processor meanwhile; another leaves the window one of its own.
 */
const rest = (threads: number | null): number => ((threads ?? 1) > 1 ? 6 : 1)

/** The run as the engine tells it. The engine owns it; nothing here is written but by its updates. */
export const useTrainingStore = defineStore('training', () => {
  const figures = shallowRef<Figures>(noRun)
  const reports = shallowRef<EpochReport[]>([])
  const batchSeries = shallowRef<BatchSeries>(noRun.batchSeries)
  const weights = shallowRef<Readonly<Record<string, LayerWeights>> | null>(null)
  const activations = shallowRef<Readonly<Record<string, Float32Array>> | null>(null)
  const failure = ref<string | null>(null)
  const problem = ref<string | null>(null)
  /** Fingerprint of the document that the run was started from, as far as this window knows. */
  const startedFrom = ref<string | null>(null)
  /** False until the first update has come. */
  const known = ref(false)

  const running = computed(() => figures.value.status === 'running')
  const lastReport = computed(() => reports.value.at(-1) ?? null)

  function apply(update: RunUpdate): void {
    const { reportsFrom, reports: added, ...rest } = update
    const { batchSeries: series, weights: layers, activations: values, failure: why, problem: hindrance, ...own } = rest
    figures.value = own
    reports.value.length = Math.min(reportsFrom, reports.value.length)
    for (const report of added) reports.value.push(report)
    triggerRef(reports)
    if (series !== undefined) batchSeries.value = series
    if (layers !== undefined) weights.value = layers
    if (values !== undefined) activations.value = values
    failure.value = why
    problem.value = hindrance
    known.value = true
  }

  /**
   * Shows updates until the stream ends: takes one, shows it, waits for the next frame, rests, and only then asks for
   * another, so a slow or hidden window makes the engine merge instead of queueing. `nextFrame` gives the milliseconds
   * that drawing took.
   */
  async function follow(service: TrainingService, nextFrame: () => Promise<number>): Promise<void> {
    for await (const update of service.updates({ interval: UPDATE_INTERVAL })) {
      const began = performance.now()
      apply(update)
      await nextTick()
      const changing = performance.now() - began
      const drawing = await nextFrame()
      const resting = rest(update.threads) * (changing + drawing) - UPDATE_INTERVAL
      if (running.value && resting > 0) await new Promise((resolve) => setTimeout(resolve, resting))
    }
  }

  return {
    figures,
    reports,
    batchSeries,
    weights,
    activations,
    failure,
    problem,
    startedFrom,
    known,
    running,
    lastReport,
    apply,
    follow,
  }
})
