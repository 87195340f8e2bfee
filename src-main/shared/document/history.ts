import { type Diff, diff, patch } from './diff'

interface Entry {
  readonly label: string
  readonly redo: Diff
  readonly undo: Diff
  /** Edits in a row with the same key (one slider drag, one word typed) are one entry. */
  readonly mergeKey: string | null
}

/** Undo and redo as diffs; immutable. */
export interface History {
  readonly done: readonly Entry[]
  readonly undone: readonly Entry[]
}

export const emptyHistory: History = { done: [], undone: [] }

const MOST_ENTRIES = 500

export interface Edit<Value> {
  readonly before: Value
  readonly after: Value
  readonly label: string
  readonly mergeKey?: string
}

/** The history after an edit; an edit that changes nothing, or that leads back to where its entry began, leaves none. */
export function record<Value>(history: History, { before, after, label, mergeKey }: Edit<Value>): History {
  const redo = diff(before, after)
  if (redo.length === 0) return history
  const last = history.done.at(-1)
  const merges = mergeKey !== undefined && last?.mergeKey === mergeKey
  const start = merges && last ? patch(before, last.undo) : before
  const entry: Entry = { label, redo: diff(start, after), undo: diff(after, start), mergeKey: mergeKey ?? null }
  const kept = merges ? history.done.slice(0, -1) : history.done
  const changed = entry.redo.length > 0 ? [entry] : []
  return { done: [...kept, ...changed].slice(-MOST_ENTRIES), undone: [] }
}

/** The history in which the next edit starts an entry of its own, whatever its key. */
export function sealed(history: History): History {
  const last = history.done.at(-1)
  return last ? { ...history, done: [...history.done.slice(0, -1), { ...last, mergeKey: null }] } : history
}

export interface Moved<Value> {
  readonly value: Value
  readonly history: History
}

export function undo<Value>(value: Value, history: History): Moved<Value> | null {
  const entry = history.done.at(-1)
  if (!entry) return null
  return {
    value: patch(value, entry.undo),
    history: sealed({ done: history.done.slice(0, -1), undone: [...history.undone, entry] }),
  }
}

export function redo<Value>(value: Value, history: History): Moved<Value> | null {
  const entry = history.undone.at(-1)
  if (!entry) return null
  return {
    value: patch(value, entry.redo),
    history: { done: [...history.done, { ...entry, mergeKey: null }], undone: history.undone.slice(0, -1) },
  }
}
