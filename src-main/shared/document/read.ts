import * as v from 'valibot'
import { AppError, failure, type Result, success } from '../errors'
import { migrations } from './migrations'
import { FORMAT_VERSION, projectDocument, type ProjectDocument } from './schema'

/** `network.layers[1].units` for the place of a problem in the JSON. */
function placeOf(issue: v.BaseIssue<unknown>): string {
  const keys = issue.path?.map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('') ?? ''
  return keys.replace(/^\./, '') || 'the document'
}

/**
 * Unknown JSON to a document: migrate step by step, then validate. `path` only names the file in the sentence.
 * Errors: newer-format (nothing is touched), bad-document (the first problem with its place).
 */
export function readDocument(json: unknown, path: string): Result<ProjectDocument> {
  const version = typeof json === 'object' && json !== null && 'formatVersion' in json ? json.formatVersion : undefined
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1)
    return failure('bad-document', { path, where: 'formatVersion', reason: 'a whole number from 1 is expected' })
  if (version > FORMAT_VERSION) return failure('newer-format', { path, found: version, known: FORMAT_VERSION })
  let current: unknown = json
  for (const migrate of migrations.slice(version - 1)) current = migrate(current)
  const parsed = v.safeParse(projectDocument, current)
  if (parsed.success) return success(parsed.output)
  const [issue] = parsed.issues
  return { ok: false, error: AppError.of('bad-document', { path, where: placeOf(issue), reason: issue.message }) }
}
