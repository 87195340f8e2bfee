import { type Command } from '@shared/document/commands'
import { blankDocument } from '@shared/document/defaults'
import { diff } from '@shared/document/diff'
import { encodedShape } from '@shared/document/encoding'
import { emptyHistory, type History, record, redo as redone, sealed, undo as undone } from '@shared/document/history'
import { measuredMetrics } from '@shared/document/measured-metrics'
import { type Layer, type ProjectDocument } from '@shared/document/schema'
import { inferShapes } from '@shared/document/shapes'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'

export interface Opened {
  readonly document: ProjectDocument
  readonly path: string | null
}

/** The document, which this window owns. Every edit is a command; every command can be undone. */
export const useDocumentStore = defineStore('document', () => {
  const document = shallowRef<ProjectDocument>(blankDocument('untitled', 'Untitled'))
  const saved = shallowRef<ProjectDocument>(document.value)
  const history = shallowRef<History>(emptyHistory)
  const path = ref<string | null>(null)
  /** The run has gone on since the file was written: its weights would be lost. */
  const trainedSinceSave = ref(false)
  /** Counts openings, so that a view can start afresh with a new document. */
  const opening = ref(0)

  const shapes = computed(() => inferShapes(document.value))
  const encoded = computed(() => encodedShape(document.value))
  const metrics = computed(() => measuredMetrics(document.value))
  const edited = computed(() => diff(saved.value, document.value).length > 0)
  const dirty = computed(() => edited.value || trainedSinceSave.value)
  const fileName = computed(() => path.value?.split(/[/\\]/).at(-1) ?? `${document.value.name}.bpstudio`)
  const undoLabel = computed(() => history.value.done.at(-1)?.label ?? null)
  const redoLabel = computed(() => history.value.undone.at(-1)?.label ?? null)

  function dispatch(command: Command): void {
    const before = document.value
    const after = command.apply(before)
    const { label, mergeKey } = command
    history.value = record(history.value, { before, after, label, ...(mergeKey === undefined ? {} : { mergeKey }) })
    document.value = after
  }

  /** Ends a drag or a word: the next edit is an undo step of its own. */
  function seal(): void {
    history.value = sealed(history.value)
  }

  function move(moved: ReturnType<typeof undone<ProjectDocument>>): void {
    if (!moved) return
    document.value = moved.value
    history.value = moved.history
  }
  const undo = (): void => move(undone(document.value, history.value))
  const redo = (): void => move(redone(document.value, history.value))

  /** Shows another document; the undo history starts empty. */
  function replace(opened: Opened): void {
    document.value = opened.document
    saved.value = opened.document
    history.value = emptyHistory
    path.value = opened.path
    trainedSinceSave.value = false
    opening.value++
  }

  /** Takes note that `written` is what the file holds now. */
  function markSaved(written: ProjectDocument, to: string): void {
    saved.value = written
    path.value = to
  }

  /** Comes back from a reload of the page: what was unsaved still is. */
  function restore(opened: Opened & { readonly saved: ProjectDocument; readonly trained: boolean }): void {
    replace(opened)
    saved.value = opened.saved
    trainedSinceSave.value = opened.trained
  }

  function layer(id: string | null): Layer | null {
    return document.value.network.layers.find((candidate) => candidate.id === id) ?? null
  }

  return {
    document,
    saved,
    history,
    path,
    trainedSinceSave,
    opening,
    shapes,
    encoded,
    metrics,
    dirty,
    fileName,
    undoLabel,
    redoLabel,
    dispatch,
    seal,
    undo,
    redo,
    replace,
    restore,
    markSaved,
    layer,
  }
})
