import { readdirSync } from 'node:fs'
import { migrations } from '@shared/document/migrations'
import { from1to2 } from '@shared/document/migrations/001-to-002'
import { readDocument } from '@shared/document/read'
import { FORMAT_VERSION } from '@shared/document/schema'
import { inferShapes } from '@shared/document/shapes'
import { describe, expect, test } from 'vitest'
import { documentAt, fixture, inRepository } from '../../../helpers/documents'

const FOLDER = 'test/fixtures/documents'
const old = readdirSync(inRepository(FOLDER))

test('every older format has its migration, and a document that shows it', () => {
  expect(migrations).toHaveLength(FORMAT_VERSION - 1)
  const shown = new Set(old.map((name) => /^format-(\d+)-/.exec(name)?.[1]))
  expect([...shown].sort()).toEqual(migrations.map((_, index) => String(index + 1)))
})

describe.each(old)('%s', (name) => {
  const json = fixture(`${FOLDER}/${name}`)

  test('opens, can be trained, and stays as it is once it is of this format', () => {
    const kept = structuredClone(json)
    const document = documentAt(`${FOLDER}/${name}`)
    expect(json).toEqual(kept)
    expect(document.formatVersion).toBe(FORMAT_VERSION)
    expect(inferShapes(document).problems).toEqual([])
    expect(readDocument(structuredClone(document), name)).toEqual({ ok: true, value: document })
  })
})

test.each(['worked-example', 'xor'])('%s of format 1 is the example that ships', (id) => {
  expect(documentAt(`${FOLDER}/format-1-${id}.json`)).toEqual(documentAt(`resources/examples/${id}.json`))
})

test('format 1 to 2: an input has a shape, an initializer has settings, and all else is as it was', () => {
  const iris = documentAt(`${FOLDER}/format-1-iris.json`)
  const before = fixture(`${FOLDER}/format-1-iris.json`)
  expect(before).toMatchObject({ network: { layers: [{ kind: 'input', units: 4 }, {}, {}] } })
  expect(iris.network.layers).toEqual([
    { kind: 'input', id: 'input', name: 'Input', shape: [4] },
    {
      kind: 'dense',
      id: 'dense-1',
      name: 'Dense 1',
      units: 8,
      activation: 'tanh',
      initializer: { id: 'glorot-uniform' },
      bias: 'per-unit',
      freezeWeights: false,
      freezeBiases: false,
    },
    {
      kind: 'dense',
      id: 'output',
      name: 'Output',
      units: 3,
      activation: 'softmax',
      initializer: { id: 'glorot-uniform' },
      bias: 'per-unit',
      freezeWeights: false,
      freezeBiases: false,
    },
  ])
  const { network, recipe, training, formatVersion, ...rest } = iris
  expect(before).toMatchObject({ ...rest, network: { connections: network.connections, layout: network.layout } })
  expect({ formatVersion, recipe, training }).toMatchObject({
    formatVersion: 2,
    recipe: { target: 'species', sampleWeights: null },
    training: { loss: 'categorical-cross-entropy', schedule: { id: 'constant' }, precision: 'float64' },
  })
})

test.each<[string, unknown, string]>([
  ['no network', { formatVersion: 1 }, 'id is not valid: Invalid key: Expected "id" but received undefined'],
  [
    'layers that are none',
    { formatVersion: 1, id: 'a', name: 'A', network: { layers: [5], connections: [], layout: {} } },
    'network.layers[0] is not valid: Invalid type: Expected Object but received 5',
  ],
  [
    'an input layer without units',
    {
      formatVersion: 1,
      id: 'a',
      name: 'A',
      network: { layers: [{ kind: 'input', id: 'input', name: 'Input' }], connections: [], layout: {} },
    },
    'network.layers[0].shape is not valid: a shape is [features] or [height, width, channels]',
  ],
])('a damaged document of format 1 is refused with its place: %s', (_name, json, sentence) => {
  const read = readDocument(json, 'my.bpstudio')
  expect(read.ok ? 'read' : read.error.message).toBe(`my.bpstudio: ${sentence}. FORMAT.md describes every field.`)
})

test('what is no document passes through untouched', () => {
  expect([null, 5, 'text', []].map(from1to2)).toEqual([null, 5, 'text', []])
})
