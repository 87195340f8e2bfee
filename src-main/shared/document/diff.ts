/** JSON as documents are made of; undefined never occurs in a document. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** One change at a place: `value` absent removes the key. */
export interface Change {
  readonly path: readonly (string | number)[]
  readonly value?: unknown
}
export type Diff = readonly Change[]

type Container = Readonly<Record<string | number, unknown>>

const isContainer = (value: unknown): value is Container => typeof value === 'object' && value !== null

/**
 * The changes that lead from `before` to `after`: descends where both sides are objects with the same shape,
 * replaces a list as a whole where its length differs. `diff(after, before)` is its inverse.
 */
export function diff(before: unknown, after: unknown, path: readonly (string | number)[] = []): Diff {
  if (Object.is(before, after)) return []
  if (!isContainer(before) || !isContainer(after) || Array.isArray(before) !== Array.isArray(after))
    return [{ path, value: after }]
  if (Array.isArray(before) && Array.isArray(after)) {
    if (before.length !== after.length) return [{ path, value: after }]
    return before.flatMap((item, index) => diff(item, after[index], [...path, index]))
  }
  const keys = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...keys].flatMap((key): Diff => {
    const place = [...path, key]
    if (!Object.hasOwn(after, key)) return [{ path: place }]
    if (!Object.hasOwn(before, key)) return [{ path: place, value: after[key] }]
    return diff(before[key], after[key], place)
  })
}

/** `value` with the changes made; what no change touches is shared with `value`, not copied. */
export function patch<Value>(value: Value, changes: Diff): Value {
  return changes.reduce<unknown>((current, change) => patchAt(current, change, 0), value) as Value
}

function patchAt(value: unknown, change: Change, depth: number): unknown {
  const key = change.path[depth]
  if (key === undefined) return change.value
  if (!isContainer(value)) throw new TypeError(`A change refers to ${change.path.join('.')}, which does not exist.`)
  if (depth === change.path.length - 1 && !('value' in change)) {
    const { [key]: _removed, ...rest } = value
    return rest
  }
  const child = patchAt(value[key], change, depth + 1)
  return Array.isArray(value) ? value.with(Number(key), child) : { ...value, [key]: child }
}
