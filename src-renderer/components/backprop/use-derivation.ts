import { computed, ref, watch } from 'vue'
import { useRunReading } from '../../composables/use-run-reading'
import { useDocumentStore } from '../../stores/document'
import { useSessionStore } from '../../stores/session'
import { type Equation, layerEquations } from './equations'
import { stepsOf } from './steps'
import { traceView } from './trace-view'
import { unitEquations } from './unit-equations'

export type Form = 'matrix' | 'unit'

/** What the page shows: the trace of the chosen sample, the selected layer and unit, and how far the pass is stepped. */
export function useDerivation() {
  const store = useDocumentStore()
  const session = useSessionStore()
  const { value: trace, problem } = useRunReading(
    ({ training }) => training.trace({ sample: session.sample }),
    () => session.sample,
  )
  const view = computed(() => {
    const { network, training } = store.document
    return trace.value ? traceView(trace.value, network.connections, training.loss) : null
  })
  const steps = computed(() => (view.value ? stepsOf(view.value) : []))
  /** Null: at the end, with everything worked out. */
  const chosenStep = ref<number | null>(null)
  const current = computed(() => Math.min(chosenStep.value ?? Number.POSITIVE_INFINITY, steps.value.length - 1))

  /** The layer selected in the whole window where it has weights; else the first. */
  const layer = computed(() => {
    const layers = view.value?.layers ?? []
    return layers.find(({ id }) => id === session.selectedLayer) ?? layers[0] ?? null
  })
  const form = ref<Form>('matrix')
  const chosenUnit = ref(0)
  const unit = computed(() => Math.min(chosenUnit.value, (layer.value?.units ?? 1) - 1))
  const forms = computed<readonly { value: Form; label: string }[]>(() => [
    { value: 'unit', label: `Unit ${layer.value?.unitNames[unit.value] ?? unit.value + 1}` },
    { value: 'matrix', label: 'Matrix' },
  ])
  const equations = computed<readonly Equation[]>(() => {
    if (!view.value || !layer.value) return []
    return form.value === 'unit'
      ? unitEquations(view.value, layer.value, unit.value)
      : layerEquations(view.value, layer.value)
  })
  /** The shapes of the document are no longer those of the run. */
  const edited = computed(() => {
    const shapes = store.shapes.layers
    const { layers } = store.document.network
    const traced = trace.value?.layers ?? []
    return traced.length !== layers.length || traced.some(({ id, units }) => shapes[id]?.units !== units)
  })

  watch(
    () => store.opening,
    () => {
      chosenStep.value = null
      chosenUnit.value = 0
    },
  )

  const reached = (id: string): boolean => steps.value.findIndex((step) => step.id === id) <= current.value

  function chooseLayer(number: number): void {
    const chosen = view.value?.all[number - 1]
    if (chosen) session.selection = [chosen.id]
  }
  function chooseUnit(number: number, index: number): void {
    chooseLayer(number)
    chosenUnit.value = index
    form.value = 'unit'
  }
  function goTo(index: number): void {
    chosenStep.value = index === steps.value.length - 1 ? null : index
    const number = steps.value[index]?.layer ?? null
    if (number !== null) chooseLayer(number)
  }

  return {
    view,
    problem,
    samples: computed(() => trace.value?.samples ?? 1),
    steps,
    current,
    layer,
    unit,
    form,
    forms,
    equations,
    edited,
    reached,
    goTo,
    chooseLayer,
    chooseUnit,
  }
}
