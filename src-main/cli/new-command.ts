import { resolve } from 'node:path'
import { readDocument } from '@shared/document/read'
import { type ProjectDocument } from '@shared/document/schema'
import { AppError, valueOf } from '@shared/errors'
import { documentForTable } from '../services/dataset/document-for-table'
import { readWhole } from '../services/files/write-atomically'
import { type ProjectContent } from '../services/project/container'
import { sizesOf } from '../services/training/summary'
import { type Arguments, numberOption, type Options, textOption } from './arguments'
import { nameOf, type Workbench } from './workbench'

/** `new PROJECT ...`: makes a project from an example, a document or a CSV file. */
export async function newCommand({ positionals, options }: Arguments, bench: Workbench): Promise<void> {
  const [project] = positionals
  if (project === undefined)
    throw AppError.of('usage', {
      problem: 'new needs the path of the project to make. Run with --help for the options.',
    })
  const path = resolve(project)
  const content = await contentOf(options, bench)
  if (await bench.files.exists(path)) throw AppError.of('file-exists', { path })
  const document = bench.projects.show(content)
  await bench.projects.save(path, document)
  bench.say(`Made ${path}: ${sizesOf(document.network)}.`)
}

async function contentOf(options: Options, bench: Workbench): Promise<ProjectContent> {
  const sources = ['example', 'document', 'csv'].filter((name) => options[name] !== undefined)
  if (sources.length !== 1)
    throw AppError.of('usage', {
      problem: 'new needs exactly one of --example, --document and --csv. Run with --help for the options.',
    })
  if (options['csv'] !== undefined)
    return { document: await documentFromCsv(options, bench), run: null, history: null, tables: {} }
  for (const name of ['target', 'hidden'])
    if (options[name] !== undefined)
      throw AppError.of('usage', {
        problem: `--${name} goes with --csv only; the network of an example or a document is given.`,
      })
  const example = textOption(options, 'example')
  if (example !== undefined) {
    const content = await bench.examples.read(example)
    return { ...content, document: withOptions(content.document, options) }
  }
  const document = await documentFrom(textOption(options, 'document') ?? '', bench)
  return { document: withOptions(document, options), run: null, history: null, tables: {} }
}

interface Settings {
  readonly scaling?: 'none'
  readonly validationShare?: number
  readonly seed?: number
}

/** `--no-scaling`, `--validation` and `--seed`, as far as they are given. */
function settingsOf(options: Options): Settings {
  const validationShare = numberOption(options, 'validation', { least: 0, most: 0.9, whole: false })
  const seed = numberOption(options, 'seed', { least: 0, most: 4_294_967_295, whole: true })
  return {
    ...(options['no-scaling'] === true ? { scaling: 'none' } : {}),
    ...(validationShare === undefined ? {} : { validationShare }),
    ...(seed === undefined ? {} : { seed }),
  }
}

function withOptions(document: ProjectDocument, options: Options): ProjectDocument {
  const { seed, ...recipe } = settingsOf(options)
  return {
    ...document,
    recipe: { ...document.recipe, ...recipe, ...(seed === undefined ? {} : { splitSeed: seed }) },
    training: { ...document.training, ...(seed === undefined ? {} : { seed }) },
  }
}

async function documentFrom(file: string, bench: Workbench): Promise<ProjectDocument> {
  const bytes = await readWhole(bench.files, resolve(file))
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder().decode(bytes))
  } catch (thrown) {
    throw AppError.of('bad-json', { path: file, reason: thrown instanceof Error ? thrown.message : String(thrown) })
  }
  return valueOf(readDocument(json, file))
}

async function documentFromCsv(options: Options, bench: Workbench): Promise<ProjectDocument> {
  const csv = textOption(options, 'csv') ?? ''
  const target = textOption(options, 'target')
  if (target === undefined)
    throw AppError.of('usage', { problem: '--csv needs --target COLUMN, the column to predict.' })
  const table = bench.tables.add(await readWhole(bench.files, resolve(csv)), nameOf(csv))
  for (const notice of table.notices) bench.say(notice)
  const hidden = textOption(options, 'hidden')
  return documentForTable(table, target, {
    ...(hidden === undefined ? {} : { hidden: hiddenUnits(hidden) }),
    ...settingsOf(options),
  })
}

function hiddenUnits(text: string): number[] {
  if (text.trim() === '') return []
  return text.split(',').map((part) => {
    const units = Number(part)
    if (Number.isInteger(units) && units >= 1 && units <= 1_000_000) return units
    throw AppError.of('usage', {
      problem: `--hidden ${text} is not a list of whole numbers, such as 16,8. Correct it.`,
    })
  })
}
