import { type AppError } from '@shared/errors'
import { type DebuggerView } from '@shared/inspection/step-debugger'
import { type BatchTrace } from '@shared/inspection/step-trace'
import { type BatchChoice } from '@shared/protocol/inspection-service'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { useSessionStore } from './session'

export const studyTabs = ['lesson', 'weight', 'check', 'conventions'] as const
export type StudyTab = (typeof studyTabs)[number]

/** One sum per unit, one line per layer with vectors, or all samples of the batch side by side. */
export const equationForms = ['scalar', 'vector', 'matrix'] as const
export type EquationForm = (typeof equationForms)[number]

/** A number of the trace that equations, drawing and panels point at together. */
export interface TermPlace {
  readonly what:
    | 'x'
    | 'z'
    | 'a'
    | 'derivative'
    | 'gradientOfA'
    | 'delta'
    | 'weight'
    | 'bias'
    | 'weightGradient'
    | 'biasGradient'
    | 'newWeight'
    | 'newBias'
    /** What the optimizer makes of the gradient on the way to the new value. */
    | 'updateTerm'
    | 'target'
    | 'loss'
  /** Id of the layer; '' for the loss. */
  readonly layer: string
  /** null: all units. */
  readonly unit: number | null
  /** Of weights, the input they come from; null for all others, and for all weights of a unit. */
  readonly input: number | null
}

/** Names a number that is pointed at, or blanked. */
export const termKey = ({ what, layer, unit, input }: TermPlace): string =>
  [what, layer, unit ?? '', input ?? ''].join(' ')

/** What the Backprop page looks at; not saved in the project. */
export const useStudyStore = defineStore('study', () => {
  const session = useSessionStore()
  const tab = ref<StudyTab>('lesson')
  const form = ref<EquationForm>('scalar')
  /** The loss is written out instead of the selected layer. */
  const loss = ref(false)
  /** The unit that is written out, of the layer that is selected in the window. */
  const unit = ref(0)
  /** Look at the whole batch of the next update instead of the chosen sample alone. */
  const wholeBatch = ref(false)
  /** Which sample of the batch is written out; its place there. */
  const place = ref(0)
  /** What is under the pointer or the keyboard's focus, in an equation or in the drawing. */
  const hovered = shallowRef<TermPlace | null>(null)
  /** The number of an equation that was pressed last; another object for each press. */
  const pressed = shallowRef<TermPlace | null>(null)
  /** Keys (`termKey`) of the numbers that a person works out: nothing on the page shows these. */
  const blanks = shallowRef<ReadonlySet<string>>(new Set())
  /** The step debugger, while one is open. */
  const walk = shallowRef<DebuggerView | null>(null)
  /** Every number of the batch that is looked at; null until there is one. */
  const trace = shallowRef<BatchTrace | null>(null)
  /** Why there is no newer trace. */
  const problem = shallowRef<AppError | null>(null)

  /** The debugger's batch while one is open; else the next update's, or the chosen sample. */
  const batch = computed<BatchChoice>(() => {
    if (walk.value) return { kind: 'debugger' }
    return wholeBatch.value ? { kind: 'next' } : { kind: 'rows', rows: [session.sample] }
  })
  /** `place`, where the batch has so many samples. */
  const sample = computed(() => Math.min(place.value, (trace.value?.rows.length ?? 1) - 1))

  return { tab, form, loss, unit, wholeBatch, place, sample, hovered, pressed, blanks, walk, trace, problem, batch }
})
