import { FORMAT_VERSION, projectDocument } from '@shared/document/schema'
import { expect, test } from 'vitest'

/**
 * The schema as text: every kind of value, every key, every limit, without the sentences about them. Whoever changes
 * what a file may hold changes this, and has to think of the files that exist: raise FORMAT_VERSION, add a migration,
 * keep a file of the old format as a fixture, and only then accept the new text (vitest -u).
 */
function shapeOf(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(shapeOf)
  if (schema instanceof RegExp) return String(schema)
  if (typeof schema !== 'object' || schema === null) return schema
  const {
    type = null,
    kind = null,
    ...rest
  } = schema as { type?: unknown; kind?: unknown } & Readonly<Record<string, unknown>>
  if (typeof kind !== 'string')
    return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, shapeOf(value)]))
  const told = [
    'entries',
    'options',
    'key',
    'item',
    'items',
    'wrapped',
    'default',
    'literal',
    'value',
    'requirement',
    'rest',
    'pipe',
  ]
  const parts = told
    .filter((name) => rest[name] !== undefined && !(name === 'requirement' && typeof rest[name] === 'function'))
    // The first step of a pipe is the schema itself, without the pipe.
    .map((name) => [
      name,
      name === 'pipe' && Array.isArray(rest['pipe']) ? rest['pipe'].slice(1).map(shapeOf) : shapeOf(rest[name]),
    ])
  return parts.length === 0 ? type : Object.fromEntries([['type', type], ...parts])
}

test('the shape of a document in this format version', () => {
  expect({ version: FORMAT_VERSION, shape: shapeOf(projectDocument) }).toMatchSnapshot()
})
