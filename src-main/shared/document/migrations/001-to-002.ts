import { type Migration } from './migration'

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Format 2 gives input layers a shape and initializers their settings; what else is new has a usual value. */
export const from1to2: Migration = (document) => {
  if (!isRecord(document)) return document
  const { network } = document
  const layers = isRecord(network) && Array.isArray(network['layers']) ? network['layers'].map(layer) : undefined
  return {
    ...document,
    formatVersion: 2,
    ...(isRecord(network) && layers ? { network: { ...network, layers } } : {}),
  }
}

function layer(each: unknown): unknown {
  if (!isRecord(each)) return each
  if (each['kind'] === 'input') {
    const { units, ...rest } = each
    return { ...rest, shape: [units] }
  }
  const { initializer } = each
  return typeof initializer === 'string' ? { ...each, initializer: { id: initializer } } : each
}
