import { type Connection } from '@shared/document/schema'
import { type ParameterPlace } from '@shared/protocol/training-service'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'

export const pages = ['data', 'network', 'evaluate', 'backprop', 'runs', 'lessons'] as const
export type Page = (typeof pages)[number]
export type InspectorTab = 'layer' | 'training' | 'project'

/** What is looked at and how; not saved in the project. */
export const useSessionStore = defineStore('session', () => {
  const page = ref<Page>('network')
  const tab = ref<InspectorTab>('layer')
  /** Ids of the selected layers, in the order they were chosen. */
  const selection = shallowRef<readonly string[]>([])
  /** The one that is selected alone: what has only one place to show a layer shows this one. */
  const selectedLayer = computed(() => (selection.value.length === 1 ? (selection.value[0] ?? null) : null))
  /** The connection that is selected; layers and a connection are never selected together. */
  const selectedConnection = shallowRef<Connection | null>(null)
  /** The network as a drawing, or the same layers as a table. */
  const asList = ref(false)
  const canvasMode = ref<'weights' | 'activations' | 'planes'>('weights')
  /** The weight or bias that was chosen, on the canvas or in the inspector. */
  const parameter = shallowRef<ParameterPlace | null>(null)
  /** Connect mode: null off, '' waits for the layer to lead from, else that layer's id. */
  const connectFrom = ref<string | null>(null)
  /** Why the last connection that was tried is none, as a sentence. */
  const refusal = ref<string | null>(null)
  /** Counts the wishes to see the whole network. */
  const fitWishes = ref(0)
  /** The last wish to zoom; a new object for each. */
  const zoomWish = shallowRef<{ readonly factor: number } | null>(null)
  const dockOpen = ref(true)
  const dockHeight = ref(232)
  const inspectorOpen = ref(true)
  /** The kinds of layers beside the canvas. */
  const paletteOpen = ref(true)
  const stepUnit = ref<'batch' | 'epoch'>('batch')
  /** Which sample colours the neurons and is traced. */
  const sample = ref(0)

  function selectLayers(layers: readonly string[]): void {
    selection.value = layers
    selectedConnection.value = null
  }

  function select(layer: string | null): void {
    selectLayers(layer === null ? [] : [layer])
    if (layer !== null) tab.value = 'layer'
  }

  /** Takes a layer into the selection or out of it. */
  function toggle(layer: string): void {
    const others = selection.value.filter((id) => id !== layer)
    selectLayers(others.length < selection.value.length ? others : [...others, layer])
  }

  function selectConnection(connection: Connection): void {
    selection.value = []
    selectedConnection.value = connection
  }

  function chooseParameter(place: ParameterPlace): void {
    parameter.value = place
    select(place.layer)
  }

  return {
    page,
    tab,
    selection,
    selectedLayer,
    selectedConnection,
    asList,
    canvasMode,
    parameter,
    connectFrom,
    refusal,
    fitWishes,
    zoomWish,
    dockOpen,
    dockHeight,
    inspectorOpen,
    paletteOpen,
    stepUnit,
    sample,
    select,
    selectLayers,
    toggle,
    selectConnection,
    chooseParameter,
  }
})
