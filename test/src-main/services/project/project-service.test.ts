import { readFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { strToU8, unzipSync } from 'fflate'
import { updateTraining } from '@shared/document/commands'
import { inferShapes } from '@shared/document/shapes'
import { describe, expect, test } from 'vitest'
import { documentForTable } from '../../../../src-main/services/dataset/document-for-table'
import { KeptTables } from '../../../../src-main/services/dataset/kept-tables'
import { TableStore } from '../../../../src-main/services/dataset/table-store'
import { nodeFiles } from '../../../../src-main/services/files/node-files'
import { Examples } from '../../../../src-main/services/project/examples'
import { Lessons } from '../../../../src-main/services/project/lessons'
import { ProjectFiles } from '../../../../src-main/services/project/project-files'
import { projectService } from '../../../../src-main/services/project/project-service'
import { RecentProjects } from '../../../../src-main/services/project/recent-projects'
import { TrainingSession } from '../../../../src-main/services/training/session'
import { curveDocument, inRepository } from '../../../helpers/documents'
import { HandClock } from '../../../helpers/hand-clock'
import { MemoryFiles } from '../../../helpers/memory-files'

const settings = resolve('/settings')
const path = resolve('/projects/a.bpstudio')
const csv = 'area,town,price\n50,A,100\n60,B,140\n70,A,150\n80,B,\n90,A,200\n'

/** A program with a disk of its own; `files` given: started again on the same disk. */
function program(files = new MemoryFiles()) {
  const tables = new TableStore()
  const clock = new HandClock()
  const session = new TrainingSession(tables, { clock })
  const projects = new ProjectFiles(files, tables, session)
  const examples = new Examples(nodeFiles, inRepository('resources'))
  const lessons = new Lessons(nodeFiles, inRepository('resources'))
  const recent = new RecentProjects(files, settings)
  const kept = new KeptTables(files, settings)
  const service = projectService({ files, tables, kept, projects, examples, lessons, recent })
  return { files, tables, clock, session, projects, service }
}

describe('save and open', () => {
  test('bring back the document, the run and the data', async () => {
    const { files, clock, session, service } = program()
    const { table } = await service.importTable({ text: csv, name: 'houses.csv' })
    const { document } = await service.openTable({ table, target: 'price' })
    session.step(document, 'epoch')
    clock.finish()
    expect(await service.save({ path, document })).toEqual({ path })
    const again = program(files)
    expect(await again.service.open({ path })).toEqual({ document, path, notices: [] })
    expect(again.session.currentRun().state).toEqual(session.currentRun().state)
    expect(again.session.records()).toEqual(session.records())
  })

  test('two saves at once follow each other: both succeed, the last one stays, no temporary is left', async () => {
    const { files, service } = program()
    const { document } = await service.create()
    const names = ['first', 'second', 'third']
    await Promise.all(names.map((name) => service.save({ path, document: { ...document, name } })))
    expect(await program(files).service.open({ path })).toMatchObject({ document: { name: 'third' } })
    expect(files.paths).toEqual([path, join(settings, 'recent.json')].sort())
  })

  test('the end of one save does not sweep away what another is writing', async () => {
    const { files, service } = program()
    const { document } = await service.create()
    let firstIsDone: () => void = () => undefined
    const gate = new Promise<void>((resolve) => (firstIsDone = resolve))
    const create = files.create.bind(files)
    let projects = 0
    files.create = async (temporary) => {
      const waits = basename(temporary).startsWith(`.${basename(path)}.`) && projects++ > 0
      const file = await create(temporary)
      return { ...file, write: (bytes: Uint8Array) => (waits ? gate : Promise.resolve()).then(() => file.write(bytes)) }
    }
    const saves = ['first', 'second'].map((name) => service.save({ path, document: { ...document, name } }))
    void saves[0]?.finally(firstIsDone)
    expect(await Promise.all(saves)).toEqual([{ path }, { path }])
    expect(await program(files).service.open({ path })).toMatchObject({ document: { name: 'second' } })
  })

  test('a save holds the run as it was when it was asked for', async () => {
    const { files, session, clock, projects } = program()
    const document = curveDocument()
    session.open(document)
    session.step(document, 'batch')
    clock.finish()
    const saved = projects.save(path, document)
    session.open(curveDocument({ seed: 9 }))
    await saved
    expect(
      JSON.parse(new TextDecoder().decode(unzipSync(files.contents.get(path) ?? new Uint8Array())['checkpoint.json'])),
    ).toMatchObject({
      step: 1,
    })
  })

  test('one that fails leaves the old file, and the next one works', async () => {
    const { files, service } = program(new MemoryFiles({ [path]: 'old' }))
    const { document } = await service.create()
    files.failAt = files.operations.length + 2
    await expect(service.save({ path, document })).rejects.toThrow(
      `${path} can't be written (the disk is full). The file on disk is unchanged; save to another folder or free some space.`,
    )
    expect(files.paths.map((each) => files.text(each))).toEqual(['old'])
    expect(await service.save({ path, document })).toEqual({ path })
  })

  test('the data of a run is saved with it, also where the document uses another table by now', async () => {
    const { files, tables, session, clock, service, projects } = program()
    const { table } = await service.importTable({ text: csv })
    const { document } = await service.openTable({ table, target: 'price' })
    session.step(document, 'batch')
    clock.finish()
    const other = tables.add(strToU8('a,b\n1,x\n2,y\n3,x\n'), 'other.csv')
    const changed = documentForTable(other, 'b')
    session.prepare(changed)
    await projects.save(path, changed)
    const again = program(files)
    expect(await again.projects.open(path)).toEqual(changed)
    expect(again.session.currentRun().snapshot).toEqual(session.currentRun().snapshot)
  })

  test('a bad file leaves the open project as it is', async () => {
    const { session, clock, service } = program(new MemoryFiles({ [resolve('/bad.bpstudio')]: 'no zip' }))
    const document = curveDocument()
    session.open(document)
    session.step(document, 'batch')
    clock.finish()
    const run = session.currentRun()
    await expect(service.open({ path: '/bad.bpstudio' })).rejects.toThrow(
      `${resolve('/bad.bpstudio')} is not a Backprop Studio project (it is not a zip file). Open a file that ends in .bpstudio.`,
    )
    await expect(service.open({ path: '/none.bpstudio' })).rejects.toThrow(
      `There is no file ${resolve('/none.bpstudio')}. Check the path and its spelling.`,
    )
    expect(session.currentRun()).toBe(run)
  })

  test('bytes that were dropped on the window', async () => {
    const { service } = program()
    const bytes = readFileSync(inRepository('resources/examples/xor.bpstudio'))
    expect(await service.openBytes({ name: 'xor.bpstudio', bytes })).toMatchObject({
      document: { name: 'XOR' },
      path: null,
    })
    await expect(service.openBytes({ name: 'x.png', bytes: Uint8Array.of(1) })).rejects.toThrow(
      'x.png is not a Backprop Studio project (it is not a zip file). Open a file that ends in .bpstudio.',
    )
  })
})

describe('restore', () => {
  test('takes up the run that lives', async () => {
    const { session, clock, service } = program()
    const document = curveDocument()
    session.open(document)
    session.step(document, 'batch')
    clock.finish()
    const run = session.currentRun()
    await service.restore({ document: updateTraining({ epochs: 77 }).apply(document), path: null })
    expect(session.currentRun()).toBe(run)
    expect(run.settings.epochs).toBe(77)
  })

  test('reads the saved run after a restart of the engine, beside the document that the window has', async () => {
    const first = program()
    const document = curveDocument()
    first.session.open(document)
    first.session.step(document, 'epoch')
    first.clock.finish()
    await first.service.save({ path, document })
    const again = program(first.files)
    const edited = updateTraining({ epochs: 50 }).apply(document)
    await again.service.restore({ document: edited, path })
    expect(again.session.currentRun().state).toEqual(first.session.currentRun().state)
    expect(again.session.currentRun().settings).toEqual(edited.training)
  })
})

describe('tables', () => {
  test('from a path and from text, with what people should know', async () => {
    const { service } = program(new MemoryFiles({ [resolve('/data/houses.csv')]: csv }))
    const imported = await service.importTable({ path: '/data/houses.csv' })
    expect(imported).toEqual({
      table: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      name: 'houses.csv',
      rows: 4,
      columns: [
        { name: 'area', kind: 'number', categories: 0, examples: ['50', '60', '70', '90'] },
        { name: 'town', kind: 'category', categories: 2, examples: ['A', 'B', 'A', 'A'] },
        { name: 'price', kind: 'number', categories: 0, examples: ['100', '140', '150', '200'] },
      ],
      suggestedTarget: 'price',
      notices: ['houses.csv: one row with a missing value was left out.'],
    })
    expect(await service.importTable({ text: csv })).toEqual({
      ...imported,
      name: 'pasted.csv',
      notices: ['pasted.csv: one row with a missing value was left out.'],
    })
    const { document, path: place, notices } = await service.openTable({ table: imported.table, target: 'town' })
    expect({ problems: inferShapes(document).problems, place, notices }).toEqual({
      problems: [],
      place: null,
      notices: ['pasted.csv: one row with a missing value was left out.'],
    })
  })

  test('neither a path nor a text, and a table that was never imported', async () => {
    const { service } = program()
    await expect(service.importTable({})).rejects.toThrow(
      'The call project.importTable was refused: a path, bytes or a text is expected.',
    )
    await expect(service.openTable({ table: 'abc', target: 'x' })).rejects.toThrow(
      'The data that the project refers to (table abc) is not there. Open its CSV file again with File > Open data.',
    )
  })
})

describe('a new engine after a crash', () => {
  test('takes up data that was never saved', async () => {
    const { files, service } = program()
    const { table } = await service.importTable({ bytes: new TextEncoder().encode(csv), name: 'houses.csv' })
    const { document } = await service.openTable({ table, target: 'price' })
    const again = program(files)
    await again.service.restore({ document, path: null })
    again.session.step(document, 'batch')
    again.clock.finish()
    expect(await again.service.save({ path, document })).toEqual({ path })
  })

  test('takes up an example', async () => {
    const { files, service } = program()
    const { document } = await service.openExample({ id: 'iris' })
    const again = program(files)
    await again.service.restore({ document, path: null })
    expect(again.session.problem).toBeNull()
  })

  test('a table that was not kept is told of', async () => {
    const { service } = program()
    const { document } = await service.openExample({ id: 'iris' })
    await expect(program().service.restore({ document, path: null })).rejects.toMatchObject({ code: 'no-table' })
  })
})

describe('recent projects', () => {
  test('newest first, each once, at most ten, and only those that exist', async () => {
    const files = new MemoryFiles()
    const recent = new RecentProjects(files, settings)
    expect(await recent.list()).toEqual([])
    const paths = Array.from({ length: 12 }, (_, index) => `/p/${index}.bpstudio`)
    for (const each of paths) files.contents.set(each, new Uint8Array())
    for (const each of [...paths, '/p/5.bpstudio']) await recent.add(each)
    files.contents.delete('/p/11.bpstudio')
    const expected = [5, 10, 9, 8, 7, 6, 4, 3, 2].map((index) => `/p/${index}.bpstudio`)
    expect(await recent.list()).toEqual(expected.map((each) => ({ path: each, name: basename(each) })))
  })

  test('a damaged list is an empty one', async () => {
    const file = join(settings, 'recent.json')
    for (const text of ['{', '{"a":1}', '[1]'])
      expect(await new RecentProjects(new MemoryFiles({ [file]: text }), settings).list()).toEqual([])
  })

  test('a list that can not be written fails no save', async () => {
    const { files, service } = program()
    const { document } = await service.create()
    files.makeFolder = () => Promise.reject(new Error('read-only'))
    expect(await service.save({ path, document })).toEqual({ path })
    expect(dirname(files.paths[0] ?? '')).toBe(dirname(path))
  })

  test('are those that were opened or saved', async () => {
    const { service } = program()
    const { document } = await service.create()
    await service.save({ path, document })
    expect(await service.recent()).toEqual([{ path, name: 'a.bpstudio' }])
  })
})

describe('examples', () => {
  const index = JSON.parse(readFileSync(inRepository('resources/examples/index.json'), 'utf8')) as {
    id: string
    name: string
  }[]

  test('are those of the index', async () => {
    const { service } = program()
    expect(await service.examples()).toEqual(index)
    await expect(service.openExample({ id: 'none' })).rejects.toThrow(
      `There is no example "none". The examples are: ${index.map(({ id }) => id).join(', ')}.`,
    )
  })

  test.each(index)('$id opens, can be trained, and is what its source says', async ({ id, name }) => {
    const { service, session, clock } = program()
    const { document, path: place, notices } = await service.openExample({ id })
    expect({ name: document.name, place, notices }).toEqual({ name, place: null, notices: [] })
    expect(inferShapes(document).problems).toEqual([])
    session.step(document, 'batch')
    clock.finish()
    expect(session.currentRun().state.program.step).toBe(1)
    const source = { 'worked-example': 'examples/worked-example.json', xor: 'examples/xor.json' }[id]
    if (source !== undefined)
      expect(document).toEqual(JSON.parse(readFileSync(inRepository(`resources/${source}`), 'utf8')))
    else {
      const entries = unzipSync(readFileSync(inRepository(`resources/examples/${id}.bpstudio`)))
      const data = Object.entries(entries).filter(([entry]) => entry.startsWith('data/'))
      expect(data.map(([, bytes]) => Buffer.from(bytes))).toEqual([
        readFileSync(inRepository(`resources/data/${id}.csv`)),
      ])
      expect(Object.keys(entries).sort()).toEqual([data[0]?.[0], 'project.json'])
    }
  })

  test('the flowers are the project that their CSV file gives, with its source named', async () => {
    const { service } = program()
    const bytes = readFileSync(inRepository('resources/data/iris.csv'), 'utf8')
    const { table } = await service.importTable({ text: bytes, name: 'iris.csv' })
    const { document } = await service.openTable({ table, target: 'species' })
    const example = await service.openExample({ id: 'iris' })
    expect(example.document).toEqual({
      ...document,
      name: example.document.name,
      dataset: { ...document.dataset, source: 'R. A. Fisher, 1936' },
    })
  })
})
