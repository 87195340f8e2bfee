import { denseLayer } from '@shared/document/defaults'
import { type ProjectDocument } from '@shared/document/schema'
import { describe, expect, test } from 'vitest'
import { inlineDocument } from '../../helpers/documents'
import { json, terminal } from '../../helpers/terminal'

/** Layers of every kind, two classes. */
const residual: ProjectDocument = inlineDocument({
  features: [
    [0.5, -1.2],
    [1.3, 0.4],
    [-0.7, 0.9],
    [0.2, 0.1],
  ],
  targets: [
    [1, 0],
    [0, 1],
    [0, 1],
    [1, 0],
  ],
  layers: [
    denseLayer('first', 'First', { units: 3, activation: 'relu' }),
    {
      kind: 'batch-normalization',
      id: 'normal',
      name: 'Normal',
      momentum: 0.1,
      epsilon: 1e-5,
      freezeWeights: false,
      freezeBiases: false,
    },
    { kind: 'dropout', id: 'drop', name: 'Drop', rate: 0.3 },
    denseLayer('second', 'Second', { units: 3, bias: 'none' }),
    { kind: 'add', id: 'sum', name: 'Sum' },
    denseLayer('output', 'Output', { units: 2, activation: 'softmax' }),
  ],
  connections: [
    { from: 'input', to: 'first' },
    { from: 'first', to: 'normal' },
    { from: 'normal', to: 'drop' },
    { from: 'drop', to: 'second' },
    { from: 'second', to: 'sum' },
    { from: 'first', to: 'sum' },
    { from: 'sum', to: 'output' },
  ],
  training: { loss: 'categorical-cross-entropy', regularization: { l1: 0.01, l2: 0.1 }, batchSize: 2 },
})

describe('layers of every kind', () => {
  const made = async (document = residual) => {
    const bench = terminal({ 'residual.json': JSON.stringify(document) })
    await bench.run('new', 'r.bpstudio', '--document', 'residual.json')
    return bench
  }

  test('are trained, saved and traced; the trace leaves out the input layer only', async () => {
    const { run } = await made()
    await run('train', 'r.bpstudio', '--epochs', '2')
    const { printed } = await run('trace', 'r.bpstudio', '--sample', '1', '--json')
    const { layers } = json(printed[0]) as { layers: { id: string; z: unknown; weights: unknown; a: number[] }[] }
    expect(layers.map(({ id, z, weights, a }) => [id, z !== null, weights !== null, a.length])).toEqual([
      ['first', true, true, 3],
      ['normal', false, true, 3],
      ['drop', false, false, 3],
      ['second', true, true, 3],
      ['sum', false, false, 3],
      ['output', true, true, 2],
    ])
  })

  test('in one go or in several, the numbers are the same', async () => {
    const [first, second] = [await made(), await made()]
    const straight = await first.run('train', 'r.bpstudio', '--steps', '7', '--json')
    for (const steps of ['1', '2', '3']) await second.run('train', 'r.bpstudio', '--steps', steps)
    const { printed } = await second.run('train', 'r.bpstudio', '--steps', '1', '--json')
    expect(printed.at(-1)).toBe(straight.printed.at(-1))
  })

  test('early stopping is told', async () => {
    const earlyStopping = { patience: 2, minimumDelta: 1e9, restoreBest: true }
    const { run } = await made({ ...residual, training: { ...residual.training, earlyStopping } })
    const { said } = await run('train', 'r.bpstudio', '--epochs', '50')
    expect(said.at(-1)).toBe('Early stopping ended training after epoch 3.')
    expect(said).toHaveLength(4)
  })

  test('the gradients of a fresh and of a trained project agree with central differences', async () => {
    const { run } = await made()
    await run('check-gradients', 'r.bpstudio')
    await run('train', 'r.bpstudio', '--epochs', '5')
    const { printed, said } = await run('check-gradients', 'r.bpstudio', '--json')
    const check = json(printed[0]) as {
      epsilon: number
      maxRelativeError: number
      layers: { id: string; maxRelativeError: number; checked: number; skipped: number }[]
    }
    expect([Object.keys(check), printed.length, said]).toEqual([['epsilon', 'maxRelativeError', 'layers'], 1, []])
    expect(check.maxRelativeError).toBeLessThan(1e-6)
    expect(check.maxRelativeError).toBe(Math.max(...check.layers.map((layer) => layer.maxRelativeError)))
    expect(check.layers.map(({ id, checked, skipped }) => [id, checked + skipped])).toEqual([
      ['first', 9],
      ['normal', 6],
      ['second', 9],
      ['output', 8],
    ])
    expect(check.layers.every(({ checked }) => checked > 0)).toBe(true)
  })

  test('in words', async () => {
    const { run } = await made()
    const { printed } = await run('check-gradients', 'r.bpstudio')
    expect(printed).toHaveLength(5)
    expect(printed[0]).toMatch(
      /^first: largest relative error \d\.\de-\d+ at (weights\[\d\]\[\d\]|biases\[\d\]), \d compared, \d skipped$/,
    )
    expect(printed[4]).toMatch(/^largest relative error \d\.\de-\d+$/)
  })

  test('every example agrees too', async () => {
    const { run } = terminal()
    for (const example of ['worked-example', 'xor', 'two-spirals', 'iris']) {
      await run('new', `${example}.bpstudio`, '--example', example)
      const { printed } = await run('check-gradients', `${example}.bpstudio`, '--json')
      expect((json(printed[0]) as { maxRelativeError: number }).maxRelativeError, example).toBeLessThan(1e-6)
    }
  })
})
