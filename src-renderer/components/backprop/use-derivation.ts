import { type LayerUpdateTrace } from '@shared/inspection/update-trace'
import { type ParameterPlace } from '@shared/protocol/training-service'
import { computed, ref, watch } from 'vue'
import { pressWeight } from '../../actions/show-weight'
import { changedSinceRun } from '../../actions/training-calls'
import { useRunReading } from '../../composables/use-run-reading'
import { useStudyTrace } from '../../composables/use-study-trace'
import { useDocumentStore } from '../../stores/document'
import { useSessionStore } from '../../stores/session'
import { type EquationForm, useStudyStore } from '../../stores/study'
import { useTrainingStore } from '../../stores/training'
import { type Equation, veiledEquation } from './derivation/equation'
import { layerEquations, lossEquations } from './derivation/layer-equations'
import { isDense, type NetworkView, networkView, type ShownLayer } from './derivation/network-view'
import { type Reading } from './derivation/reading'
import { stepOfOperation, stepsOf } from './steps'
import { useShown } from './use-shown'

/** What the page shows: the traced batch, the selected layer and unit, and how far the pass is stepped. */
export function useDerivation() {
  const store = useDocumentStore()
  const session = useSessionStore()
  const study = useStudyStore()
  const training = useTrainingStore()
  useStudyTrace()
  const view = computed(() => study.trace && networkView(study.trace))
  const steps = computed(() => (view.value ? stepsOf(view.value) : []))
  /** Null: at the end, with everything worked out. */
  const chosenStep = ref<number | null>(null)
  /** What the open debugger has just done. */
  const walked = computed(() => study.walk?.last?.operation ?? null)
  const current = computed(() => {
    const last = steps.value.length - 1
    if (!study.walk) return Math.min(chosenStep.value ?? last, last)
    // After a commit a new pass begins, of which nothing is done yet.
    if (!walked.value || walked.value.what === 'commit') return -1
    const id = stepOfOperation(walked.value, numberOf(walked.value.layer))
    return id === null ? last : steps.value.findIndex((step) => step.id === id)
  })

  /** The layer selected in the whole window; else the first with weights. */
  const layer = computed(() => {
    const layers = view.value?.layers ?? []
    return layers.find(({ id }) => id === session.selectedLayer) ?? layers.find(isDense) ?? layers[0] ?? null
  })
  const unit = computed(() => Math.min(study.unit, (layer.value?.units ?? 1) - 1))
  const forms = computed<readonly { value: EquationForm; label: string }[]>(() => [
    { value: 'scalar', label: study.loss ? 'Sum' : `Unit ${layer.value?.unitNames[unit.value] ?? unit.value + 1}` },
    { value: 'vector', label: 'Vector' },
    { value: 'matrix', label: 'Matrix' },
  ])

  const learning = computed(() => (layer.value?.parameters ? layer.value.id : null))
  const { value: update, problem: updateProblem } = useRunReading(
    async ({ inspection }) =>
      learning.value === null ? null : inspection.layerUpdate({ batch: study.batch, layer: learning.value }),
    () => JSON.stringify([study.batch, study.walk?.batch, learning.value, view.value !== null]),
  )
  /** While the run goes on, the two readings are of different steps: numbers that don't belong together aren't shown together. */
  const fits = (found: LayerUpdateTrace | null, { trace }: NetworkView, { id }: ShownLayer): boolean =>
    found?.id === id && found.step === trace.step + 1
  const updateHint = computed(() => {
    if (updateProblem.value) return updateProblem.value.message
    const missing = learning.value !== null && reading.value?.update === null && training.running
    return missing ? 'How the parameters move is shown as soon as training pauses.' : ''
  })
  const reading = computed<Reading | null>(() => {
    if (!view.value || !layer.value) return null
    const own = fits(update.value, view.value, layer.value) ? update.value : null
    const settings = changedSinceRun() ? null : store.document.training.optimizer
    const { form, sample } = study
    const { parameter } = session
    const chosen = parameter?.layer === layer.value.id && parameter.unit === unit.value
    const input = chosen ? parameter.input : null
    return { view: view.value, layer: layer.value, form, unit: unit.value, input, sample, update: own, settings }
  })
  const shown = useShown()
  const equations = computed<readonly Equation[]>(() => {
    if (!reading.value) return []
    const all = study.loss ? lossEquations(reading.value) : layerEquations(reading.value)
    return all.map((equation) => veiledEquation(equation, (place) => shown.value(place, study.sample)))
  })
  /** The shapes of the document are no longer those of the run. */
  const edited = computed(() => {
    const shapes = store.shapes.layers
    const { layers } = store.document.network
    const traced = study.trace?.layers ?? []
    return traced.length !== layers.length || traced.some(({ id, units }) => shapes[id]?.units !== units)
  })

  watch(
    () => store.opening,
    () => {
      chosenStep.value = null
      study.unit = 0
      study.place = 0
      study.loss = false
    },
  )
  watch(walked, (operation) => {
    if (!operation) return
    chooseLayer(numberOf(operation.layer))
    study.unit = operation.unit ?? study.unit
    study.loss = operation.what === 'loss'
  })
  watch(
    () => session.selection,
    () => (study.loss = false),
  )

  /** With several samples the debugger comes back to a step: what is known then, `useShown` tells. */
  const reached = (id: string): boolean =>
    study.walk !== null || steps.value.findIndex((step) => step.id === id) <= current.value
  const numberOf = (id: string): number => view.value?.layers.findIndex((each) => each.id === id) ?? -1

  function chooseLayer(number: number): void {
    const chosen = view.value?.layers[number]
    if (!chosen) return
    session.selectLayers([chosen.id])
    study.loss = false
  }
  function chooseUnit(number: number, index: number): void {
    chooseLayer(number)
    study.unit = index
    study.form = 'scalar'
  }
  function chooseWeight(place: ParameterPlace): void {
    pressWeight(place)
    study.unit = place.unit
  }
  function goTo(index: number): void {
    chosenStep.value = index === steps.value.length - 1 ? null : index
    const number = steps.value[index]?.layer ?? null
    if (number !== null) chooseLayer(number)
  }

  return {
    view,
    steps,
    current,
    layer,
    unit,
    forms,
    reading,
    updateHint,
    equations,
    edited,
    reached,
    goTo,
    chooseLayer,
    chooseUnit,
    chooseWeight,
  }
}
