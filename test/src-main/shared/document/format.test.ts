import { readFileSync } from 'node:fs'
import { activations } from '@shared/catalog/activations'
import { callbacks } from '@shared/catalog/callbacks'
import { biasKinds, classWeightings, precisions, updateOrders } from '@shared/catalog/choices'
import { clippings } from '@shared/catalog/clippings'
import { type ParametrizedEntry } from '@shared/catalog/entry'
import { initializers } from '@shared/catalog/initializers'
import { layerKinds } from '@shared/catalog/layers'
import { losses } from '@shared/catalog/losses'
import { metrics } from '@shared/catalog/metrics'
import { optimizers } from '@shared/catalog/optimizers'
import { regularizers } from '@shared/catalog/regularizers'
import { schedules } from '@shared/catalog/schedules'
import { readDocument } from '@shared/document/read'
import { FORMAT_VERSION, projectDocument } from '@shared/document/schema'
import { expect, test } from 'vitest'
import { fixture, inRepository } from '../../../helpers/documents'

const FORMAT = 'src-main/shared/document/FORMAT.md'
const text = readFileSync(inRepository(FORMAT), 'utf8')

test('the normative example is the worked example that ships, and it is valid', () => {
  const json = /```json\n([\s\S]*?)```/.exec(text)?.[1] ?? ''
  const example: unknown = JSON.parse(json)
  expect(example).toEqual(fixture('resources/examples/worked-example.json'))
  expect(readDocument(example, FORMAT)).toEqual({ ok: true, value: example })
})

/** Keys of the schema at every depth, but for those of parametrized settings, whose catalogs are asked apart. */
function fieldsOf(schema: unknown): string[] {
  if (Array.isArray(schema)) return schema.flatMap(fieldsOf)
  if (typeof schema !== 'object' || schema === null) return []
  const { entries, options, item, wrapped } = schema as Readonly<Record<string, unknown>>
  const own = typeof entries === 'object' && entries !== null ? Object.entries(entries) : []
  return [...own.flatMap(([key, value]) => [key, ...fieldsOf(value)]), ...[options, item, wrapped].flatMap(fieldsOf)]
}

const parametersOf = (catalog: Readonly<Record<string, ParametrizedEntry>>): string[] =>
  Object.values(catalog).flatMap(({ parameters }) => Object.keys(parameters))

test('every field, every member of a catalog and every parameter is described', () => {
  const described = text.slice(
    text.indexOf(`## The document, version ${FORMAT_VERSION}`),
    text.indexOf('### The normative'),
  )
  const lists = [activations, losses, metrics, regularizers, biasKinds, classWeightings, updateOrders, precisions]
  const parametrized = [layerKinds, initializers, optimizers, schedules, clippings, callbacks]
  const words = new Set([
    ...fieldsOf(projectDocument),
    ...[...lists, layerKinds, initializers, optimizers, schedules, clippings].flatMap((catalog) =>
      Object.keys(catalog),
    ),
    ...parametrized.flatMap(parametersOf),
  ])
  expect(words.size).toBeGreaterThan(120)
  expect([...words].filter((word) => !new RegExp(`(?<![\\w-])${word}(?![\\w-])`).test(described))).toEqual([])
})
