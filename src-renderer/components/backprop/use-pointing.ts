import { computed, type Ref } from 'vue'
import { type TermPlace, useStudyStore } from '../../stores/study'
import { type NetworkView, type ShownLayer } from './derivation/network-view'
import { pointsAtLine, pointsAtUnit } from './pointing'

/** What the drawing shows of what is pointed at, and how it points itself. */
export function usePointing(view: Ref<NetworkView>) {
  const study = useStudyStore()
  const hovered = computed(() => study.hovered)

  function pointAtUnit(layer: ShownLayer | undefined, unit: number, what: TermPlace['what'] | null): void {
    study.hovered = what === null || !layer ? null : { what, layer: layer.id, unit, input: null }
  }
  function pointAtLine(line: { layer: string; unit: number; input: number } | null): void {
    study.hovered = line && { what: 'weight', layer: line.layer, unit: line.unit, input: line.input }
  }

  return {
    pointAtUnit,
    pointAtLine,
    unitIsPointedAt: (layer: ShownLayer | undefined, unit: number): boolean =>
      layer !== undefined && pointsAtUnit(view.value, hovered.value, { layer, unit }),
    lineIsPointedAt: (line: { layer: string; unit: number; input: number }): boolean =>
      pointsAtLine(view.value, hovered.value, line),
  }
}
