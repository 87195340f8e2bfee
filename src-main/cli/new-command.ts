import { resolve } from 'node:path'
import { readDocument } from '@shared/document/read'
import { type ProjectDocument } from '@shared/document/schema'
import { AppError, valueOf } from '@shared/errors'
import { documentForTable } from '../services/dataset/document-for-table'
import { readWhole } from '../services/files/write-atomically'
import { type ProjectContent } from '../services/project/container'
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
  bench.say(`Made ${path}: ${document.network.layers.map(({ units }) => units).join('-')}.`)
}

async function contentOf(options: Options, bench: Workbench): Promise<ProjectContent> {
  const sources = ['example', 'document', 'csv'].filter((name) => options[name] !== undefined)
  if (sources.length !== 1)
    throw AppError.of('usage', {
      problem: 'new needs exactly one of --example, --document and --csv. Run with --help for the options.',
    })
  const example = textOption(options, 'example')
  if (example !== undefined) return bench.examples.read(example)
  const file = textOption(options, 'document')
  if (file !== undefined) return { document: await documentFrom(file, bench), run: null, tables: {} }
  return { document: await documentFromCsv(options, bench), run: null, tables: {} }
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
  const validationShare = numberOption(options, 'validation', { least: 0, most: 0.9, whole: false })
  const seed = numberOption(options, 'seed', { least: 0, most: 4_294_967_295, whole: true })
  return documentForTable(table, target, {
    ...(hidden === undefined ? {} : { hidden: hiddenUnits(hidden) }),
    ...(options['no-scaling'] === true ? { scaling: 'none' as const } : {}),
    ...(validationShare === undefined ? {} : { validationShare }),
    ...(seed === undefined ? {} : { seed }),
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
