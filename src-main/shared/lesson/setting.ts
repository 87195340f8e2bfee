import { type ProjectDocument } from '../document/schema'

/**
 * A setting by its path in the project's JSON: "training.optimizer.learningRate", "network.layers.hidden.activation".
 * Lists are entered by the id of a member. undefined where there is none.
 */
export function setting(document: ProjectDocument, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => {
    if (Array.isArray(value)) return value.find((each: unknown) => isRecord(each) && each['id'] === key)
    return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined
  }, document)
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
