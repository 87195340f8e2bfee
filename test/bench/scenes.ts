import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { commandLine } from '../e2e/command-line'

interface Grid {
  readonly chains: number
  /** Layers of each chain. */
  readonly length: number
  /** Units of each layer. */
  readonly units: number
}

/** So few units are drawn one by one, with a line for every weight. */
const UNFOLDED = 4

/** 500 cards beside and below each other. */
export const manyCards: Grid = { chains: 20, length: 25, units: 64 }
/** 5,000 neurons; (length - 1) units^2 lines in each chain, and those from the input: 20,000 in all. */
export const manyNeurons: Grid = { chains: 25, length: 50, units: UNFOLDED }

/** A project with chains of dense layers, from XOR's input to its output. */
export function gridProject(folder: string, { chains, length, units }: Grid): string {
  const document = JSON.parse(readFileSync('resources/examples/xor.json', 'utf8'))
  const [input, hidden, output] = document.network.layers
  const idOf = (chain: number, place: number): string => `layer-${chain}-${place}`
  const places = Array.from({ length: chains * length }, (_, index) => ({
    chain: Math.floor(index / length),
    place: index % length,
  }))
  document.network = {
    layers: [
      input,
      ...places.map(({ chain, place }) => ({
        ...hidden,
        id: idOf(chain, place),
        name: `Layer ${chain + 1}.${place + 1}`,
        units,
      })),
      output,
    ],
    connections: places.flatMap(({ chain, place }) => [
      { from: place === 0 ? 'input' : idOf(chain, place - 1), to: idOf(chain, place) },
      ...(place === length - 1 ? [{ from: idOf(chain, place), to: 'output' }] : []),
    ]),
    layout: {
      input: { x: 0, y: 0 },
      ...Object.fromEntries(
        places.map(({ chain, place }) => [idOf(chain, place), { x: 272 * (place + 1), y: 400 * chain }]),
      ),
      output: { x: 272 * (length + 1), y: 0 },
    },
  }
  const [source, project] = [join(folder, 'grid.json'), join(folder, 'grid.bpstudio')]
  writeFileSync(source, JSON.stringify(document))
  commandLine('new', project, '--document', source)
  return project
}

const ROWS = 20_000
const COLUMNS = 16
const CLASSES = 4

/** The workload W3: 16-64-64-4 ReLU, Adam, batch 32, 20,000 rows, float32. */
export function workloadProject(folder: string): string {
  const names = Array.from({ length: COLUMNS }, (_, column) => `x${column + 1}`)
  const rows = Array.from({ length: ROWS }, (_, row) => {
    const values = names.map((_, column) => Math.sin(0.37 * row + 1.7 * column * ((row % CLASSES) + 1)).toFixed(4))
    return [...values, `class ${row % CLASSES}`].join(',')
  })
  const [table, project] = [join(folder, 'rows.csv'), join(folder, 'workload.bpstudio')]
  writeFileSync(table, `${names.join(',')},class\n${rows.join('\n')}\n`)
  commandLine('new', project, '--csv', table, '--target', 'class', '--hidden', '64,64', '--validation', '0')
  const entries = unzipSync(readFileSync(project))
  const document = JSON.parse(strFromU8(entries['project.json'] ?? new Uint8Array()))
  for (const layer of document.network.layers) if (layer.activation === 'tanh') layer.activation = 'relu'
  Object.assign(document.training, { batchSize: 32, precision: 'float32', epochs: 100_000, earlyStopping: null })
  writeFileSync(project, zipSync({ ...entries, 'project.json': strToU8(JSON.stringify(document)) }))
  return project
}
