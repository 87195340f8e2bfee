import { unzipSync, type Zippable, zipSync } from 'fflate'
import { readDocument } from '@shared/document/read'
import { type ProjectDocument } from '@shared/document/schema'
import { AppError, valueOf } from '@shared/errors'
import { type SavedRun } from '../training/saved-run'
import { readSafetensors, writeSafetensors } from '../files/safetensors'
import { damagedEntry } from './zip-checksums'

/** What a project file holds. */
export interface ProjectContent {
  readonly document: ProjectDocument
  /** Null where the document can't be trained yet. */
  readonly run: SavedRun | null
  /** Records of all runs; null where nothing was trained. */
  readonly history: unknown
  /** Bytes of the tables the document refers to, by their SHA-256. */
  readonly tables: Readonly<Record<string, Uint8Array>>
}

/** One gibibyte: what a project may unpack to. Above it the file is damaged or made to fill the memory. */
const UNPACKED_LIMIT = 1024 ** 3

/** Zip keeps local times in steps of two seconds; a fixed one makes equal projects equal bytes. */
const ENTRY_TIME = new Date(1980, 0, 1)

const jsonBytes = (value: unknown): Uint8Array => new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`)

export function packProject({ document, run, history, tables }: ProjectContent): Uint8Array {
  const entries: Zippable = { 'project.json': jsonBytes(document) }
  if (run) {
    entries['weights.safetensors'] = writeSafetensors(run.weights)
    entries['checkpoint.safetensors'] = writeSafetensors(run.checkpointTensors)
    entries['checkpoint.json'] = jsonBytes(run.checkpoint)
  }
  if (history !== null) entries['history.json'] = jsonBytes(history)
  for (const [table, bytes] of Object.entries(tables)) entries[`data/${table}.csv`] = bytes
  return zipSync(entries, { level: 6, mtime: ENTRY_TIME })
}

/** Errors: not-a-project, bad-json, newer-format, bad-document, bad-weights. */
export function unpackProject(bytes: Uint8Array, path: string): ProjectContent {
  const entries = unzipped(bytes, path)
  const project = entries['project.json']
  if (!project) throw AppError.of('not-a-project', { path, reason: 'it holds no project.json' })
  const document = valueOf(readDocument(parseJson(project, `${path}: project.json`), path))
  const tables: Record<string, Uint8Array> = {}
  for (const [name, entry] of Object.entries(entries)) {
    const table = /^data\/([0-9a-f]{64})\.csv$/.exec(name)?.[1]
    if (table !== undefined) tables[table] = entry
  }
  const { 'history.json': history } = entries
  return {
    document,
    tables,
    run: savedRunOf(entries, path),
    history: history ? parseJson(history, `${path}: history.json`) : null,
  }
}

function unzipped(bytes: Uint8Array, path: string): Record<string, Uint8Array> {
  let total = 0
  try {
    const entries = unzipSync(bytes, {
      filter({ originalSize }) {
        total += originalSize
        if (total > UNPACKED_LIMIT) throw new Error('it unpacks to more than 1 GiB')
        return true
      },
    })
    const damaged = damagedEntry(bytes, entries)
    if (damaged !== null) throw new Error(`its part ${damaged} is damaged`)
    return entries
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown)
    throw AppError.of('not-a-project', {
      path,
      reason: reason === 'invalid zip data' ? 'it is not a zip file' : reason,
    })
  }
}

/** Errors: bad-json, with `path` and the line in its sentence. */
export function parseJson(bytes: Uint8Array, path: string): unknown {
  const text = new TextDecoder().decode(bytes)
  try {
    return JSON.parse(text)
  } catch (thrown) {
    throw AppError.of('bad-json', { path, reason: withLine(thrown instanceof Error ? thrown.message : '', text) })
  }
}

/** V8 says "… in JSON at position 8", some versions with the line: people look for lines. */
function withLine(message: string, text: string): string {
  const [found, what = '', position = ''] = /^(.*?)(?: in JSON)? at position (\d+)/.exec(message) ?? []
  if (found === undefined) return message
  const before = text.slice(0, Number(position)).split('\n')
  return `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}: ${what}`
}

function savedRunOf(entries: Record<string, Uint8Array>, path: string): SavedRun | null {
  const { 'weights.safetensors': weights, 'checkpoint.safetensors': tensors, 'checkpoint.json': checkpoint } = entries
  if (!weights && !tensors && !checkpoint) return null
  if (!weights || !tensors || !checkpoint)
    throw AppError.of('not-a-project', { path, reason: 'a part of its weights and checkpoint is missing' })
  try {
    return {
      weights: readSafetensors(weights),
      checkpointTensors: readSafetensors(tensors),
      checkpoint: parseJson(checkpoint, `${path}: checkpoint.json`),
    }
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown
    throw AppError.of('bad-weights', { path, reason: thrown instanceof Error ? thrown.message : String(thrown) })
  }
}
