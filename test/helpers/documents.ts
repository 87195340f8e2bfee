import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { defaultSettings } from '@shared/catalog/entry'
import { optimizers } from '@shared/catalog/optimizers'
import { chain, defaultRecipe, defaultTraining, denseLayer, inputLayer } from '@shared/document/defaults'
import { readDocument } from '@shared/document/read'
import {
  type Connection,
  FORMAT_VERSION,
  type Layer,
  type ProjectDocument,
  type Recipe,
  type TrainingSettings,
} from '@shared/document/schema'

/** A place in the repository, from its root. */
export const inRepository = (path: string): string => resolve(import.meta.dirname, '../..', path)

export const fixture = (path: string): unknown => JSON.parse(readFileSync(inRepository(path), 'utf8'))

/** A document file of any format version, as the program reads it. */
export function documentAt(path: string): ProjectDocument {
  const read = readDocument(fixture(path), path)
  if (!read.ok) throw read.error
  return read.value
}

export interface InlineOptions {
  readonly features: readonly (readonly number[])[]
  readonly targets: readonly (readonly number[])[]
  /** The layers behind the input layer, of any kind. */
  readonly layers: readonly Layer[]
  /** Absent: a chain. */
  readonly connections?: readonly Connection[]
  readonly training?: Partial<TrainingSettings>
  readonly recipe?: Partial<Recipe>
}

/** A document with its data inside: no scaling, no validation part, plain SGD in the rows' order unless told otherwise. */
export function inlineDocument(options: InlineOptions): ProjectDocument {
  const { features, targets, layers, connections } = options
  const network = chain([inputLayer(features[0]?.length ?? 0), ...layers])
  const names = (prefix: string, rows: readonly (readonly number[])[]): string[] =>
    (rows[0] ?? []).map((_, index) => `${prefix}${index + 1}`)
  return {
    formatVersion: FORMAT_VERSION,
    id: 'test',
    name: 'Test',
    network: { ...network, connections: connections ? [...connections] : network.connections },
    dataset: {
      kind: 'inline',
      featureNames: names('x', features),
      targetNames: names('y', targets),
      features: features.map((row) => [...row]),
      targets: targets.map((row) => [...row]),
    },
    recipe: { ...defaultRecipe, scaling: 'none', validationShare: 0, ...options.recipe },
    training: {
      ...defaultTraining,
      optimizer: defaultSettings(optimizers, 'sgd'),
      batchSize: 4,
      epochs: 10,
      shuffle: false,
      ...options.training,
    },
  }
}

/** Eleven points of a curve through a 1-3-1 network: small, and ragged in batches of 4. */
export function curveDocument(training: Partial<TrainingSettings> = {}, recipe: Partial<Recipe> = {}): ProjectDocument {
  const x = Array.from({ length: 11 }, (_, index) => index / 5 - 1)
  return inlineDocument({
    features: x.map((value) => [value]),
    targets: x.map((value) => [Math.sin(2 * value)]),
    layers: [
      denseLayer('hidden', 'Hidden', { units: 3 }),
      denseLayer('output', 'Output', { units: 1, activation: 'linear' }),
    ],
    training,
    recipe,
  })
}

/** A graph with a skip connection: input -> first -> second, and input and both of them joined into the output. */
export const skipConnections: readonly Connection[] = [
  { from: 'input', to: 'first' },
  { from: 'first', to: 'second' },
  { from: 'second', to: 'output' },
  { from: 'input', to: 'output' },
  { from: 'first', to: 'output' },
]

/** The document of the lecture note's worked example, as the example project has it. */
export const workedDocument = (): ProjectDocument => documentAt('resources/examples/worked-example.json')
