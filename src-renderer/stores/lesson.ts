import { type Lesson, type LessonSummary } from '@shared/lesson/schema'
import { type ProjectService } from '@shared/protocol/project-service'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { useDocumentStore } from './document'

/** A lesson in progress, as a reloaded page goes on with it. */
export interface LessonProgress {
  readonly lesson: Lesson
  readonly index: number
  readonly answers: Readonly<Record<string, string>>
  readonly done: readonly string[]
}

/** The lesson in progress; it ends where another project is opened. Not saved in the project. */
export const useLessonStore = defineStore('lesson', () => {
  const store = useDocumentStore()
  const begun = shallowRef<{ readonly lesson: Lesson; readonly opening: number } | null>(null)
  const index = ref(0)
  /** What was written, and which tasks were done once, by `taskKey`. */
  const answers = ref<Readonly<Record<string, string>>>({})
  const done = ref<ReadonlySet<string>>(new Set())
  /** The lessons that come with the program; null until they are known. */
  const shipped = shallowRef<readonly LessonSummary[] | null>(null)

  const lesson = computed(() => (begun.value?.opening === store.opening ? begun.value.lesson : null))
  const step = computed(() => lesson.value?.steps[index.value] ?? null)

  async function load(service: ProjectService): Promise<void> {
    shipped.value = await service.lessons()
  }

  /** Begins a lesson whose project was just opened. */
  function begin(own: Lesson): void {
    begun.value = { lesson: own, opening: store.opening }
    index.value = 0
    answers.value = {}
    done.value = new Set()
  }

  const progress = computed<LessonProgress | null>(
    () => lesson.value && { lesson: lesson.value, index: index.value, answers: answers.value, done: [...done.value] },
  )

  /** Goes on with a lesson whose project was just shown again. */
  function resume(kept: LessonProgress): void {
    begin(kept.lesson)
    index.value = Math.min(kept.index, kept.lesson.steps.length - 1)
    answers.value = kept.answers
    done.value = new Set(kept.done)
  }

  function end(): void {
    begun.value = null
  }

  const taskKey = (task: number): string => `${step.value?.id} ${task}`

  function write(task: number, answer: string): void {
    answers.value = { ...answers.value, [taskKey(task)]: answer }
  }

  /** What was done once stays done, whatever is changed later. */
  function tick(task: number): void {
    done.value = new Set([...done.value, taskKey(task)])
  }

  const answerTo = (task: number): string => answers.value[taskKey(task)] ?? ''
  const isDone = (task: number): boolean => done.value.has(taskKey(task))

  return { lesson, step, index, shipped, progress, load, begin, resume, end, write, tick, answerTo, isDone }
})
