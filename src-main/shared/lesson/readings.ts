import { type BatchTrace } from '../inspection/step-trace'
import { type LayerUpdateTrace } from '../inspection/update-trace'
import { type BatchChoice, type InspectionService } from '../protocol/inspection-service'
import { numberAt } from './number-at'
import { isOfUpdate, type NumberPlace } from './place'
import { type After, type ExpectedValue, type LessonStep } from './schema'
import { stands, type SwitchPositions } from './switches'

/** A number of the run that is looked at: where it is, and when. */
export interface NumberWanted {
  readonly place: NumberPlace
  readonly after: After
}

const batchAt = (after: After): BatchChoice => (after === 'now' ? { kind: 'next' } : { kind: 'after', updates: after })

/** Names a wanted number; equal wishes have equal keys. */
export const wantedKey = ({ place, after }: NumberWanted): string => JSON.stringify([after, place])

/** The numbers by `wantedKey`; null where the run has none. Each update is traced once. Errors: those of the service. */
export async function readNumbers(
  inspection: Pick<InspectionService, 'traceBatch' | 'layerUpdate'>,
  wanted: readonly NumberWanted[],
): Promise<ReadonlyMap<string, number | null>> {
  const found = new Map<string, number | null>()
  for (const after of new Set(wanted.map((each) => each.after))) {
    const batch = batchAt(after)
    const own = wanted.filter((each) => each.after === after)
    const trace = await inspection.traceBatch({ batch })
    const updates: Record<string, LayerUpdateTrace> = {}
    for (const layer of new Set(own.flatMap(({ place }) => (isOfUpdate(place) ? place.layer : []))))
      if (hasParameters(trace, layer)) updates[layer] = await inspection.layerUpdate({ batch, layer })
    for (const each of own) found.set(wantedKey(each), numberAt({ trace, updates }, each.place))
  }
  return found
}

/** The network may have been changed since the lesson began: what it lacks has no number. */
function hasParameters({ layers }: BatchTrace, id: string): boolean {
  return layers.some((layer) => layer.id === id && layer.parameters !== null)
}

/** The expected values of a step that hold as the switches stand. */
export function expectedNow({ expected }: LessonStep, present: SwitchPositions): ExpectedValue[] {
  return expected.filter(({ when }) => stands(when, present))
}

/** Every number that a step looks at as the switches stand, for its values and its tasks. */
export function wantedOf(step: LessonStep, present: SwitchPositions): NumberWanted[] {
  const ofTasks = step.tasks.flatMap(({ check }) => (check.kind === 'value' || check.kind === 'below' ? [check] : []))
  return [...expectedNow(step, present), ...ofTasks].map(({ place, after }) => ({ place, after }))
}
