import { readFileSync } from 'node:fs'
import { readDocument } from '@shared/document/read'
import { type ProjectDocument } from '@shared/document/schema'

const file = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))

/** The document of the lecture note's worked example, as the example project has it. */
export function workedDocument(): ProjectDocument {
  const path = 'resources/examples/worked-example.json'
  const read = readDocument(file(path), path)
  if (!read.ok) throw read.error
  return read.value
}

/** Its numbers in float64: see the file's `about`. */
export const workedNumbers = (): Readonly<Record<string, object>> =>
  (file('test/fixtures/worked-example.json') as { computed: Record<string, object> }).computed
