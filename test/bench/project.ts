import { type TableColumns } from '@engine/data/cells'
import { readDocument } from '@shared/document/read'
import { type ProjectDocument } from '@shared/document/schema'
import { TableStore } from '../../src-main/services/dataset/table-store'
import { makeData, makeWeights } from './data.mjs'
import { ADAM, type Workload } from './workloads'

/** A project as the window has it open, with its data. */
export interface BenchProject {
  readonly document: ProjectDocument
  readonly tables: TableStore
}

/** The columns of a table that was made instead of read. */
class MadeTable extends TableStore {
  private readonly columns: TableColumns | null

  constructor(columns: TableColumns | null) {
    super()
    this.columns = columns
  }

  override columnsOf(): TableColumns | null {
    return this.columns
  }
}

/**
 * `checked`: from `makeWeights`, in the order of the rows. Classes come as a table, as they do in the program; the few
 * numbers of a regression are inline, because a table has one target.
 */
export function benchProject(workload: Workload, { checked }: { checked: boolean }): BenchProject {
  const columns = workload.loss === 'categorical-cross-entropy' ? tableColumns(workload) : null
  const json = {
    formatVersion: 1,
    id: 'bench',
    name: workload.name,
    network: networkOf(workload, checked),
    dataset: columns ? tableDataset(workload) : inlineDataset(workload),
    recipe: {
      target: columns ? TARGET : null,
      ignored: [],
      scaling: 'none',
      validationShare: 0,
      splitSeed: 1,
    },
    training: {
      loss: workload.loss,
      optimizer:
        workload.optimizer === 'adam'
          ? { id: 'adam', learningRate: workload.learningRate, ...ADAM }
          : { id: 'sgd', learningRate: workload.learningRate, momentum: 0 },
      batchSize: workload.batchSize,
      epochs: 1_000_000_000,
      shuffle: !checked,
      seed: 1,
    },
  }
  const read = readDocument(json, workload.name)
  if (!read.ok) throw read.error
  return { document: withSettings(read.value, workload), tables: new MadeTable(columns) }
}

/**
 * Settings that only some versions of the format have: `measureEvery: 0` is no evaluation at the ends of epochs. Where
 * the engine does not know one, it trains as it always does, and the bench shows it.
 */
function withSettings(document: ProjectDocument, { precision }: Workload): ProjectDocument {
  const wanted = Object.entries({ precision, measureEvery: 0 })
  const known = Object.fromEntries(wanted.filter(([name]) => name in document.training))
  return { ...document, training: { ...document.training, ...known } }
}

const TARGET = 'class'

function networkOf(workload: Workload, checked: boolean) {
  const { sizes, activation, output } = workload
  const weights = checked ? makeWeights(workload) : []
  const ids = sizes.map((_, index) => (index === 0 ? 'input' : `dense-${index}`))
  return {
    layers: sizes.map((units, index) => {
      const common = { id: ids[index], name: `Layer ${index}`, units }
      if (index === 0) return { kind: 'input', ...common }
      const initial = weights[index - 1]
      return {
        kind: 'dense',
        ...common,
        activation: index === sizes.length - 1 ? output : activation,
        initializer: 'glorot-uniform',
        freezeWeights: false,
        freezeBiases: false,
        ...(initial ? { initialWeights: matrix(initial, sizes[index - 1] ?? 0) } : {}),
      }
    }),
    connections: ids.slice(1).map((to, index) => ({ from: ids[index], to })),
    layout: {},
  }
}

function inlineDataset(workload: Workload) {
  const { sizes } = workload
  const { x, y } = makeData(workload)
  const inputs = sizes[0] ?? 0
  const outputs = sizes.at(-1) ?? 0
  return {
    kind: 'inline',
    featureNames: names('x', inputs),
    targetNames: names('y', outputs),
    features: matrix(x, inputs),
    targets: matrix(y, outputs),
  }
}

function tableDataset({ sizes, rows }: Workload) {
  const categories = Array.from({ length: sizes.at(-1) ?? 0 }, (_, each) => String(each))
  return {
    kind: 'table',
    name: 'made',
    table: '0'.repeat(64),
    rows,
    columns: [
      ...names('x', sizes[0] ?? 0).map((name) => ({ kind: 'number', name })),
      { kind: 'category', name: TARGET, categories },
    ],
  }
}

function tableColumns(workload: Workload): TableColumns {
  const inputs = workload.sizes[0] ?? 0
  const { x, labels } = makeData(workload)
  const features = names('x', inputs).map((name, column) => [
    name,
    Array.from({ length: workload.rows }, (_, row) => x[row * inputs + column] ?? 0),
  ])
  return Object.fromEntries([...features, [TARGET, Array.from(labels ?? [], String)]])
}

const names = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`)

const matrix = (values: Float32Array | Float64Array, width: number): number[][] =>
  Array.from({ length: values.length / width }, (_, row) => [...values.subarray(row * width, (row + 1) * width)])
