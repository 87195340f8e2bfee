import { nextTick, onMounted, type Ref, watch } from 'vue'

export interface StepRow {
  readonly count: () => number
  /** Index of the step with `aria-current`. */
  readonly current: () => number
  readonly go: (step: number) => void
}

/**
 * A row of steps of which one is current: gives what the arrow keys, Home and End do. The current step is kept in sight,
 * and has the focus where the one before it had.
 */
export function useStepRow(
  list: Readonly<Ref<HTMLElement | null>>,
  { count, current, go }: StepRow,
): (event: KeyboardEvent) => void {
  const marked = (): HTMLElement | null => list.value?.querySelector<HTMLElement>('[aria-current]') ?? null
  const show = (): void => marked()?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  onMounted(show)
  watch(current, async () => {
    const focused = list.value?.contains(document.activeElement) ?? false
    await nextTick()
    show()
    if (focused) marked()?.focus()
  })
  return (event) => {
    const moves: Readonly<Record<string, number>> = {
      ArrowLeft: current() - 1,
      ArrowRight: current() + 1,
      Home: 0,
      End: count() - 1,
    }
    const step = moves[event.key]
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    go(step)
  }
}
