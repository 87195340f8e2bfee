import { type Operation, type OperationSection } from '@shared/inspection/step-debugger'
import { groupKey, type OperationPlan } from './operations'

/** A section, and the sample whose it is; null where it is of all. */
export interface PlannedSection extends OperationSection {
  readonly sample: number | null
}

/** The operations of an update as sections: what a step of the size of a layer does. The commit is none. */
export function planSections(plan: OperationPlan): PlannedSection[] {
  const sections: PlannedSection[] = []
  let key: string | null = null
  plan.operations.forEach((operation, position) => {
    const { phase, layer, sample, what } = operation
    if (what === 'commit') return
    const own = groupKey(plan, operation, 'layer')
    if (own !== key)
      sections.push({ phase, layer, sample: plan.byLayer ? null : sample, start: position, end: position })
    key = own
    const last = sections.length - 1
    sections[last] = { ...sections[last], end: position + 1 }
  })
  return sections
}

/** Those of the sample at the cursor, and those of the whole batch; after all samples, of the last one. */
export function sectionsOf(sections: readonly PlannedSection[], next: Operation): OperationSection[] {
  const last = sections.findLast(({ sample }) => sample !== null)?.sample ?? null
  const shown = next.sample ?? last
  return sections
    .filter(({ sample }) => sample === null || sample === shown)
    .map(({ phase, layer, start, end }) => ({ phase, layer, start, end }))
}
