import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chain, denseLayer } from '@shared/document/defaults'
import {
  type Connection,
  type DenseLayer,
  type Layer,
  type ProjectDocument,
  type Recipe,
  type TrainingSettings,
} from '@shared/document/schema'

/** A place in the repository, from its root. */
export const inRepository = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url))

export const fixture = (path: string): unknown => JSON.parse(readFileSync(inRepository(path), 'utf8'))

export const inputLayer = (units: number): Layer => ({ kind: 'input', id: 'input', name: 'Input', units })

export interface InlineOptions {
  readonly features: readonly (readonly number[])[]
  readonly targets: readonly (readonly number[])[]
  /** The layers behind the input layer. */
  readonly layers: readonly DenseLayer[]
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
    formatVersion: 1,
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
    recipe: { target: null, ignored: [], scaling: 'none', validationShare: 0, splitSeed: 1, ...options.recipe },
    training: {
      loss: 'mean-squared-error',
      optimizer: { id: 'sgd', learningRate: 0.1, momentum: 0 },
      batchSize: 4,
      epochs: 10,
      shuffle: false,
      seed: 1,
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
export const workedDocument = (): ProjectDocument =>
  fixture('resources/examples/worked-example.json') as ProjectDocument
