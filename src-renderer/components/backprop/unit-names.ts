import { type BatchTrace } from '@shared/inspection/step-trace'

/** What layers and units are called in sentences. */
export interface UnitNames {
  readonly layer: (id: string) => string
  /** "o1"; of a hidden layer among several, "h2 of Hidden 1". */
  readonly unit: (layer: string, unit: number) => string
  /** "h2": where it is clear which layer is meant. */
  readonly short: (layer: string, unit: number) => string
}

/** What enters a layer, in order: the units of its sources. */
export function enteringUnits(
  trace: BatchTrace | null,
  id: string,
): { readonly layer: string; readonly unit: number }[] {
  const layers = trace?.layers ?? []
  const sources = layers.find((each) => each.id === id)?.sources ?? []
  return sources.flatMap((source) =>
    Array.from({ length: layers.find((each) => each.id === source)?.units ?? 0 }, (_, unit) => ({
      layer: source,
      unit,
    })),
  )
}

/** Features and targets by the names that the data gives them, hidden units by their number. */
export function unitNames(trace: BatchTrace | null): UnitNames {
  const layers = trace?.layers ?? []
  const hidden = layers.filter(({ id, kind }) => kind !== 'input' && id !== trace?.output)
  const offsets = new Map<string, number>()
  let feature = 0
  for (const { id, kind, units } of layers) {
    if (kind !== 'input') continue
    offsets.set(id, feature)
    feature += units
  }
  const layer = (id: string): string => layers.find((each) => each.id === id)?.name ?? id
  const short = (id: string, unit: number): string => {
    const offset = offsets.get(id)
    if (offset !== undefined) return trace?.featureLabels[offset + unit] ?? `x${unit + 1}`
    if (id === trace?.output) return trace.targetLabels[unit] ?? `o${unit + 1}`
    return `h${unit + 1}`
  }
  const unambiguous = (id: string): boolean => hidden.length === 1 || hidden.every((each) => each.id !== id)
  return {
    layer,
    short,
    unit: (id, unit) => (unambiguous(id) ? short(id, unit) : `${short(id, unit)} of ${layer(id)}`),
  }
}
