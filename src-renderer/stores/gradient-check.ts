import { type AppError } from '@shared/errors'
import { type CurvePoint, type GradientMatrices, type GradientPlace } from '@shared/inspection/gradient-matrix'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { useDocumentStore } from './document'

/** What a check was made of: the run, and its updates by then. */
export interface CheckedRun {
  readonly runId: string
  readonly step: number
}

/** Backpropagation against central differences: what is asked, what is under way, and what came out. */
export const useGradientCheckStore = defineStore('gradient-check', () => {
  /** Power of ten of epsilon. */
  const exponent = ref(-5)
  const epsilon = computed(() => Number((10 ** exponent.value).toPrecision(3)))
  /** Rows of the data that the cost is the mean over. */
  const samples = ref(8)
  /** Ends the check that is under way, or the curve. */
  const check = shallowRef<AbortController | null>(null)
  const drawing = shallowRef<AbortController | null>(null)
  const progress = shallowRef<{ readonly done: number; readonly of: number } | null>(null)
  /** The errors of the last check, as lists and drawing show them. */
  const result = shallowRef<GradientMatrices | null>(null)
  const checked = shallowRef<CheckedRun>({ runId: '', step: 0 })
  const curve = shallowRef<readonly CurvePoint[]>([])
  /** Whose curve it is; null: that of all parameters. */
  const curveOf = shallowRef<GradientPlace | null>(null)
  const problem = shallowRef<AppError | null>(null)

  watch(
    () => useDocumentStore().opening,
    () => {
      check.value?.abort()
      drawing.value?.abort()
      result.value = null
      curve.value = []
      problem.value = null
    },
  )

  return { exponent, epsilon, samples, check, drawing, progress, result, checked, curve, curveOf, problem }
})
