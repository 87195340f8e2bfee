import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type ProjectDocument } from '@shared/document/schema'
import { describe, expect, test } from 'vitest'
import { nameOf } from '../../../src-main/cli/workbench'
import { Examples } from '../../../src-main/services/project/examples'
import { Lessons } from '../../../src-main/services/project/lessons'
import { ProjectFiles } from '../../../src-main/services/project/project-files'
import { projectService } from '../../../src-main/services/project/project-service'
import { RecentProjects } from '../../../src-main/services/project/recent-projects'
import { KeptTables } from '../../../src-main/services/dataset/kept-tables'
import { TableStore } from '../../../src-main/services/dataset/table-store'
import { TrainingSession } from '../../../src-main/services/training/session'
import { fixture, inRepository } from '../../helpers/documents'
import { MemoryFiles } from '../../helpers/memory-files'
import { type commands, json, terminal } from '../../helpers/terminal'

const flowers = readFileSync(inRepository('resources/data/iris.csv'))

describe('wrong uses are answered with one sentence', () => {
  const { run } = terminal({
    'iris.csv': flowers,
    'other.csv': 'a,b\n1,2\n3,4\n',
    'bad.json': '{',
    'wrong.json': '{"formatVersion":1}',
    'there.bpstudio': 'x',
    'bad.csv': 'sepal length,sepal width,petal length,petal width\n1,2,3,x\n',
  })
  const made = run('new', 'xor.bpstudio', '--example', 'xor').then(() =>
    run('new', 'iris.bpstudio', '--csv', 'iris.csv', '--target', 'species'),
  )
  test.each<[keyof typeof commands, string[], string]>([
    ['new', [], 'new needs the path of the project to make. Run with --help for the options.'],
    ['new', ['p'], 'new needs exactly one of --example, --document and --csv. Run with --help for the options.'],
    [
      'new',
      ['p', '--example', 'xor', '--csv', 'iris.csv'],
      'new needs exactly one of --example, --document and --csv. Run with --help for the options.',
    ],
    [
      'new',
      ['p', '--example', 'none'],
      'There is no example "none". The examples are: worked-example, xor, two-spirals, iris.',
    ],
    ['new', ['p', '--csv', 'iris.csv'], '--csv needs --target COLUMN, the column to predict.'],
    [
      'new',
      ['p', '--csv', 'iris.csv', '--target', 'colour'],
      'iris.csv has no column "colour". Its columns are: sepal length, sepal width, petal length, petal width, species.',
    ],
    [
      'new',
      ['p', '--csv', 'none.csv', '--target', 'x'],
      `There is no file ${resolve('none.csv')}. Check the path and its spelling.`,
    ],
    [
      'new',
      ['p', '--csv', 'iris.csv', '--target', 'species', '--hidden', '8,x'],
      '--hidden 8,x is not a list of whole numbers, such as 16,8. Correct it.',
    ],
    [
      'new',
      ['p', '--csv', 'iris.csv', '--target', 'species', '--hidden', '0'],
      '--hidden 0 is not a list of whole numbers, such as 16,8. Correct it.',
    ],
    [
      'new',
      ['p', '--csv', 'iris.csv', '--target', 'species', '--validation', '0.95'],
      '--validation 0.95 is not a number from 0 to 0.9. Correct it.',
    ],
    [
      'new',
      ['p', '--csv', 'iris.csv', '--target', 'species', '--seed', '1.5'],
      '--seed 1.5 is not a whole number from 0 to 4294967295. Correct it.',
    ],
    [
      'new',
      ['p', '--csv', 'iris.csv', '--target', 'species', '--seed', ''],
      '--seed  is not a whole number from 0 to 4294967295. Correct it.',
    ],
    [
      'new',
      ['p', '--document', 'wrong.json'],
      'wrong.json: id is not valid: Invalid key: Expected "id" but received undefined. FORMAT.md describes every field.',
    ],
    [
      'new',
      ['there.bpstudio', '--example', 'xor'],
      `${resolve('there.bpstudio')} exists already. Choose another name or remove it first.`,
    ],
    ['new', ['p', '--seed'], "Option '--seed <value>' argument missing. Run with --help for the options."],
    ['new', ['p', '--seed', '-1'], "Option '--seed' argument is ambiguous. Run with --help for the options."],
    ['new', ['p', '--colour', 'red'], "Unknown option '--colour'. Run with --help for the options."],
    ['new', ['p', '--json=yes'], "Option '--json' does not take an argument. Run with --help for the options."],
    ['train', [], 'The path of a project is missing. Run with --help for the options.'],
    ['train', ['none.bpstudio'], `There is no file ${resolve('none.bpstudio')}. Check the path and its spelling.`],
    [
      'train',
      ['there.bpstudio'],
      `${resolve('there.bpstudio')} is not a Backprop Studio project (it is not a zip file). Open a file that ends in .bpstudio.`,
    ],
    ['train', ['xor.bpstudio', '--epochs', '0'], '--epochs 0 is not a whole number from 1 to 1000000000. Correct it.'],
    [
      'train',
      ['xor.bpstudio', '--epochs', '1', '--steps', '1'],
      'train takes --epochs or --steps, not both. Leave one out.',
    ],
    ['predict', ['iris.bpstudio'], 'predict needs a project and a CSV file. Run with --help for the options.'],
    ['predict', ['iris.bpstudio', 'other.csv'], 'other.csv has no column "sepal length". Its columns are: a, b.'],
    [
      'predict',
      ['iris.bpstudio', 'bad.csv'],
      'bad.csv, row 1 below the header: "x" can\'t be used for petal width: enter a number, such as 5.1.',
    ],
    ['trace', ['xor.bpstudio'], 'trace needs --sample I, a row of the data counted from 0.'],
    ['trace', ['xor.bpstudio', '--sample', '4'], 'There is no sample 4; the data has 4 rows, counted from 0.'],
    ['trace', ['xor.bpstudio', '--sample', 'x'], '--sample x is not a whole number from 0 to 1000000000. Correct it.'],
    ['document', [], 'The path of a project is missing. Run with --help for the options.'],
    ['check-gradients', [], 'The path of a project is missing. Run with --help for the options.'],
  ])('%s %j', async (command, args, sentence) => {
    await made
    const thrown = await run(command, ...args).then(
      () => 'It worked.',
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    )
    expect(thrown).toBe(sentence)
  })

  test('new --document of a file that is no JSON', async () => {
    await expect(run('new', 'p', '--document', 'bad.json')).rejects.toThrow(
      /^bad\.json is not valid JSON \(.+\)\. Correct the file at that place\.$/,
    )
  })
})

describe('new', () => {
  test('from an example, and document prints it', async () => {
    const { run } = terminal()
    expect(await run('new', 'w.bpstudio', '--example', 'worked-example')).toEqual({
      printed: [],
      said: [`Made ${resolve('w.bpstudio')}: 2-2-2.`],
    })
    const { printed, said } = await run('document', 'w.bpstudio')
    expect([json(printed[0]), printed.length, said]).toEqual([fixture('resources/examples/worked-example.json'), 1, []])
  })

  test('from a document', async () => {
    const source = fixture('resources/examples/xor.json')
    const { run } = terminal({ 'xor.json': JSON.stringify(source) })
    await run('new', 'x.bpstudio', '--document', 'xor.json')
    expect(json((await run('document', 'x.bpstudio')).printed[0])).toEqual(source)
  })

  test('from a CSV file: the document that the window makes of it', async () => {
    const { run } = terminal({ 'iris.csv': flowers })
    expect((await run('new', 'i.bpstudio', '--csv', 'iris.csv', '--target', 'species')).said).toEqual([
      `Made ${resolve('i.bpstudio')}: 4-8-3.`,
    ])
    const files = new MemoryFiles({ [resolve('iris.csv')]: flowers })
    const tables = new TableStore()
    const window = projectService({
      files,
      tables,
      kept: new KeptTables(files, resolve('settings')),
      projects: new ProjectFiles(files, tables, new TrainingSession(tables)),
      examples: new Examples(files, inRepository('resources')),
      lessons: new Lessons(files, inRepository('resources')),
      recent: new RecentProjects(files, resolve('settings')),
    })
    const { table } = await window.importTable({ path: resolve('iris.csv') })
    const { document } = await window.openTable({ table, target: 'species' })
    expect(json((await run('document', 'i.bpstudio')).printed[0])).toEqual(document)
  })

  test('with options', async () => {
    const { run } = terminal({ 'gaps.csv': 'a,b,c\n1,2,x\n3,,y\n5,6,y\n' })
    const args = ['--target', 'c', '--hidden', '5, 4', '--no-scaling', '--validation', '0.5', '--seed', '7']
    const { said } = await run('new', 'o.bpstudio', '--csv', 'gaps.csv', ...args)
    expect(said).toEqual([
      'gaps.csv: one row with a missing value was left out.',
      `Made ${resolve('o.bpstudio')}: 2-5-4-2.`,
    ])
    expect(json((await run('document', 'o.bpstudio')).printed[0])).toMatchObject({
      recipe: { target: 'c', scaling: 'none', validationShare: 0.5, splitSeed: 7 },
      training: { seed: 7 },
    })
    await run('new', 'flat.bpstudio', '--csv', 'gaps.csv', '--target', 'c', '--hidden', '')
    const flat = json((await run('document', 'flat.bpstudio')).printed[0]) as ProjectDocument
    expect(
      flat.network.layers.map((layer) =>
        layer.kind === 'input' ? layer.shape : layer.kind === 'dense' && layer.units,
      ),
    ).toEqual([[2], 2])
  })
})

describe('train', () => {
  const made = async () => {
    const bench = terminal({ 'iris.csv': flowers })
    await bench.run('new', 'i.bpstudio', '--csv', 'iris.csv', '--target', 'species', '--seed', '1')
    return bench
  }
  const report = (epoch: number, step: number) => ({
    epoch,
    step,
    trainLoss: expect.any(Number) as number,
    validationLoss: expect.any(Number) as number,
    metrics: {
      training: { accuracy: expect.any(Number) as number },
      validation: { accuracy: expect.any(Number) as number },
    },
  })

  test('--epochs --json prints one line per epoch, and the file holds the result', async () => {
    const { run } = await made()
    const { printed, said } = await run('train', 'i.bpstudio', '--epochs', '2', '--json')
    expect([printed.map(json), said]).toEqual([[report(1, 8), report(2, 16)], []])
    const again = await run('train', 'i.bpstudio', '--epochs', '1', '--json')
    expect(again.printed.map(json)).toEqual([report(3, 24)])
  })

  test('in one go or in three, the numbers are the same', async () => {
    const [first, second] = [await made(), await made()]
    const straight = await first.run('train', 'i.bpstudio', '--steps', '20', '--json')
    const parts: string[] = []
    for (const steps of ['3', '9', '8']) {
      const { printed } = await second.run('train', 'i.bpstudio', '--steps', steps, '--json')
      parts.push(...printed)
    }
    expect(straight.printed.map(json)).toEqual([report(1, 8), report(2, 16), report(3, 20)])
    expect(parts.map(json)).toEqual([report(1, 3), report(1, 8), report(2, 12), report(2, 16), report(3, 20)])
    expect([parts[1], parts[3], parts[4]]).toEqual(straight.printed)
  })

  test('goes on from the middle of an epoch, and says so', async () => {
    const { run } = await made()
    await run('train', 'i.bpstudio', '--steps', '3')
    const { printed, said } = await run('train', 'i.bpstudio', '--epochs', '1')
    expect(printed).toEqual([])
    expect(said).toEqual([
      'Goes on in the middle of epoch 1.',
      expect.stringMatching(/^epoch 1, step 8: loss [\d.]+, validation [\d.]+, accuracy [\d.]+ %$/),
    ])
  })

  test('a run that diverges is saved with its last good weights, and its failure is told', async () => {
    const source = fixture('resources/examples/xor.json') as ProjectDocument
    const layers = source.network.layers.map((layer) =>
      layer.kind === 'dense' ? { ...layer, activation: 'linear' as const } : layer,
    )
    const wild: ProjectDocument = {
      ...source,
      network: { ...source.network, layers },
      training: { ...source.training, optimizer: { id: 'sgd', learningRate: 1000, momentum: 0, nesterov: false } },
    }
    const { run } = terminal({ 'wild.json': JSON.stringify(wild) })
    await run('new', 'w.bpstudio', '--document', 'wild.json')
    const failed =
      /^Training stopped at step \d+: the \w+ in \w+ is no longer a finite number\. The weights of the last good step are kept; lower the learning rate and train on\.$/
    await expect(run('train', 'w.bpstudio', '--epochs', '50')).rejects.toThrow(failed)
    await expect(run('train', 'w.bpstudio', '--epochs', '50')).rejects.toThrow(failed)
  })

  test('the flowers, seed 1: at least 93 % of the validation part', async () => {
    const { run } = await made()
    const { printed } = await run('train', 'i.bpstudio', '--epochs', '60', '--json')
    const last = json(printed.at(-1)) as { metrics: { validation: { accuracy: number } } }
    expect(last.metrics.validation.accuracy).toBeGreaterThanOrEqual(0.93)
    const rows = flowers.toString().trim().split('\n')
    const unlabelled = rows.map((row) => row.split(',').slice(0, 4).join(',')).join('\n')
    const bench = await made()
    bench.files.contents.set(resolve('rows.csv'), new TextEncoder().encode(unlabelled))
    await bench.run('train', 'i.bpstudio', '--epochs', '60')
    const predicted = (await bench.run('predict', 'i.bpstudio', 'rows.csv', '--json')).printed.map(
      (line) => (json(line) as { predictedClass: string }).predictedClass,
    )
    const right = predicted.filter((name, row) => name === rows[row + 1]?.split(',')[4])
    expect(right.length / predicted.length).toBeGreaterThanOrEqual(0.93)
  })
})

describe('predict', () => {
  const made = async () => {
    const bench = terminal({
      'houses.csv': 'area,town,price\n50,A,100\n60,B,140\n70,A,150\n80,B,190\n',
      'rows.csv': 'town,extra,area\nA,x,50\nB,y,80\n',
      'one.csv': 'sepal length,sepal width,petal length,petal width\n5.1,3.5,1.4,0.2\n',
      'iris.csv': flowers,
    })
    await bench.run('new', 'h.bpstudio', '--csv', 'houses.csv', '--target', 'price')
    await bench.run('new', 'i.bpstudio', '--csv', 'iris.csv', '--target', 'species')
    return bench
  }

  test('prints a CSV table: columns in any order, more columns than needed', async () => {
    const { run } = await made()
    const { printed, said } = await run('predict', 'h.bpstudio', 'rows.csv')
    expect([printed.join('\n'), said]).toEqual([expect.stringMatching(/^price\n[-\d.e]+\n[-\d.e]+$/), []])
    const classes = await run('predict', 'i.bpstudio', 'one.csv')
    expect(classes.printed.join('\n')).toMatch(
      /^predicted,setosa,versicolor,virginica\n(setosa|versicolor|virginica),[\d.e-]+,[\d.e-]+,[\d.e-]+$/,
    )
  })

  test('--json prints one line per row', async () => {
    const { run } = await made()
    const { printed } = await run('predict', 'h.bpstudio', 'rows.csv', '--json')
    expect(printed.map(json)).toEqual([
      { outputs: { price: expect.any(Number) as number }, predictedClass: null },
      { outputs: { price: expect.any(Number) as number }, predictedClass: null },
    ])
  })

  test('--out writes the table', async () => {
    const { run, files } = await made()
    const { printed } = await run('predict', 'h.bpstudio', 'rows.csv')
    expect(await run('predict', 'h.bpstudio', 'rows.csv', '--out', 'out.csv')).toEqual({
      printed: [],
      said: [`Wrote 2 predictions to ${resolve('out.csv')}.`],
    })
    expect(files.text(resolve('out.csv'))).toBe(`${printed[0] ?? ''}\n`)
  })
})

describe('trace', () => {
  const { computed } = fixture('test/fixtures/worked-example.json') as {
    computed: { forward: { E: number; z1: number[] }; backward: { d2: number[] } }
  }
  test('--json prints every number of the layers with weights', async () => {
    const { run } = terminal()
    await run('new', 'w.bpstudio', '--example', 'worked-example')
    const { printed } = await run('trace', 'w.bpstudio', '--sample', '0', '--json')
    const [one = {}, two = {}] = (json(printed[0]) as { layers: Record<string, unknown>[] }).layers
    const keys = ['id', 'z', 'a', 'delta', 'weights', 'biases', 'weightGradients', 'biasGradients']
    expect(printed).toHaveLength(1)
    expect(Object.keys(json(printed[0]) as object)).toEqual(['loss', 'layers'])
    expect([Object.keys(one), Object.keys(two)]).toEqual([keys, keys])
    expect([one['id'], one['z'], two['id'], two['weights']]).toEqual([
      'hidden',
      computed.forward.z1,
      'output',
      [
        [0.4, 0.45],
        [0.5, 0.55],
      ],
    ])
    expect((json(printed[0]) as { loss: number }).loss).toBe(computed.forward.E)
    expect(two['delta']).toEqual(two['biasGradients'])
  })

  /** toEqual with every number to 12 digits after the point. */
  function expectClose(actual: unknown, expected: unknown): void {
    const rounded = (value: unknown): unknown =>
      JSON.parse(
        JSON.stringify(value, (_, each: unknown) => (typeof each === 'number' ? Number(each.toFixed(12)) : each)),
      )
    expect(rounded(actual)).toEqual(rounded(expected))
  }

  test('of the worked example is every number of the note, before and after 1 and 10,000 updates', async () => {
    interface Weights {
      W1: number[][]
      W2: number[][]
      b1: number[]
      b2: number[]
    }
    interface Forward {
      z1: number[]
      a1: number[]
      z2: number[]
      a2: number[]
      E: number
    }
    const { initial, computed: worked } = fixture('test/fixtures/worked-example.json') as {
      initial: Weights
      computed: {
        forward: Forward
        backward: Record<'d1' | 'd2' | 'db1' | 'db2', number[]> & Record<'dW1' | 'dW2', number[][]>
        afterOneUpdate_biasesFixed: { parameters: Weights; forward: Forward }
        after10000Updates_biasesFixed: { parameters: Weights; outputs: number[]; E: number }
      }
    }
    const { run } = terminal()
    await run('new', 'w.bpstudio', '--example', 'worked-example')
    const traced = async () => json((await run('trace', 'w.bpstudio', '--sample', '0', '--json')).printed[0])

    const { forward, backward } = worked
    expectClose(await traced(), {
      loss: forward.E,
      layers: [
        {
          id: 'hidden',
          z: forward.z1,
          a: forward.a1,
          delta: backward.d1,
          weights: initial.W1,
          biases: initial.b1,
          weightGradients: backward.dW1,
          biasGradients: backward.db1,
        },
        {
          id: 'output',
          z: forward.z2,
          a: forward.a2,
          delta: backward.d2,
          weights: initial.W2,
          biases: initial.b2,
          weightGradients: backward.dW2,
          biasGradients: backward.db2,
        },
      ],
    })

    const layersOf = (after: unknown) => (after as { layers: Record<string, unknown>[] }).layers
    const trained = async (steps: number) => {
      const { printed } = await run('train', 'w.bpstudio', '--steps', String(steps), '--json')
      const after = await traced()
      const [one, two] = layersOf(after)
      return {
        printed: (json(printed.at(-1)) as { trainLoss: number }).trainLoss,
        loss: (after as { loss: number }).loss,
        parameters: { W1: one?.['weights'], b1: one?.['biases'], W2: two?.['weights'], b2: two?.['biases'] },
        outputs: two?.['a'],
      }
    }
    const once = worked.afterOneUpdate_biasesFixed
    expectClose(await trained(1), {
      printed: once.forward.E,
      loss: once.forward.E,
      parameters: once.parameters,
      outputs: once.forward.a2,
    })
    const { parameters, outputs, E } = worked.after10000Updates_biasesFixed
    expectClose(await trained(9_999), { printed: E, loss: E, parameters, outputs })
  })

  test('in words', async () => {
    const { run } = terminal()
    await run('new', 'w.bpstudio', '--example', 'worked-example')
    const { printed } = await run('trace', 'w.bpstudio', '--sample', '0')
    expect(printed.slice(0, 3)).toEqual([
      `loss ${computed.forward.E}`,
      'hidden',
      `  z ${JSON.stringify(computed.forward.z1)}`,
    ])
    expect(printed).toHaveLength(17)
  })
})

test('the name of a file is the last part of its path', () => {
  expect([nameOf('a/b/iris.csv'), nameOf('iris.csv')]).toEqual(['iris.csv', 'iris.csv'])
})
