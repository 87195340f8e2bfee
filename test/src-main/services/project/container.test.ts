import { strToU8, unzipSync, zipSync } from 'fflate'
import { AppError } from '@shared/errors'
import { describe, expect, test } from 'vitest'
import { packProject, unpackProject } from '../../../../src-main/services/project/container'
import { TableStore } from '../../../../src-main/services/dataset/table-store'
import { TrainingSession } from '../../../../src-main/services/training/session'
import { curveDocument } from '../../../helpers/documents'
import { HandClock } from '../../../helpers/hand-clock'

const document = curveDocument({}, { validationShare: 0.3 })

function trainedRun() {
  const clock = new HandClock()
  const session = new TrainingSession(new TableStore(), clock)
  session.open(document)
  session.step(document, 'epoch')
  clock.finish()
  return session.saved()
}

const { run, history } = trainedRun()
const tables = { ['a'.repeat(64)]: strToU8('a,b\n1,2\n') }
const content = { document, run, history, tables }
const packed = packProject(content)

/** The project with entries changed; null removes one. */
function repacked(changes: Readonly<Record<string, Uint8Array | null>>): Uint8Array {
  const entries = { ...unzipSync(packed), ...changes }
  return zipSync(Object.fromEntries(Object.entries(entries).flatMap(([name, bytes]) => (bytes ? [[name, bytes]] : []))))
}

test('a project comes back as it was, and the same project is the same bytes', () => {
  expect(unpackProject(packed, 'a')).toEqual(content)
  expect(packProject(content)).toEqual(packed)
  expect(Object.keys(unzipSync(packed)).sort()).toEqual([
    'checkpoint.json',
    'checkpoint.safetensors',
    `data/${'a'.repeat(64)}.csv`,
    'history.json',
    'project.json',
    'weights.safetensors',
  ])
})

test('a document that was never trained', () => {
  const alone = { document, run: null, history: null, tables: {} }
  expect(unpackProject(packProject(alone), 'a')).toEqual(alone)
})

test('entries that a newer version may add are passed over, and so are tables without a hash', () => {
  const bytes = repacked({
    'thumbnail.png': strToU8('x'),
    'data/../../evil.csv': strToU8('x'),
    'data/short.csv': strToU8('x'),
  })
  expect(unpackProject(bytes, 'a')).toEqual(content)
})

describe('a file that is no project is refused in words', () => {
  const newer = strToU8(JSON.stringify({ ...document, formatVersion: 7 }))
  test.each<[string, Uint8Array, string | RegExp]>([
    [
      'no bytes',
      new Uint8Array(),
      'p.bpstudio is not a Backprop Studio project (it is not a zip file). Open a file that ends in .bpstudio.',
    ],
    [
      'a text',
      strToU8('a,b\n1,2\n'.repeat(50)),
      'p.bpstudio is not a Backprop Studio project (it is not a zip file). Open a file that ends in .bpstudio.',
    ],
    [
      'a truncated zip',
      packed.slice(0, packed.length / 2),
      'p.bpstudio is not a Backprop Studio project (it is not a zip file). Open a file that ends in .bpstudio.',
    ],
    [
      'a zip of something else',
      zipSync({ 'a.txt': strToU8('a') }),
      'p.bpstudio is not a Backprop Studio project (it holds no project.json). Open a file that ends in .bpstudio.',
    ],
    [
      'no JSON',
      repacked({ 'project.json': strToU8('{') }),
      /^p\.bpstudio: project\.json is not valid JSON \(.+\)\. Correct the file at that place\.$/,
    ],
    [
      'a newer format',
      repacked({ 'project.json': newer }),
      'p.bpstudio was saved by a newer version (format 7, this version reads up to 2). Update Backprop Studio; the file is untouched.',
    ],
    [
      'a bad document',
      repacked({ 'project.json': strToU8('{"formatVersion":1}') }),
      'p.bpstudio: id is not valid: Invalid key: Expected "id" but received undefined. FORMAT.md describes every field.',
    ],
    [
      'weights without a checkpoint',
      repacked({ 'checkpoint.json': null }),
      'p.bpstudio is not a Backprop Studio project (a part of its weights and checkpoint is missing). Open a file that ends in .bpstudio.',
    ],
    [
      'weights that are none',
      repacked({ 'weights.safetensors': strToU8('short') }),
      "The weights in p.bpstudio can't be used: the header is missing. Restore the file from a copy.",
    ],
    [
      'a history that is no JSON',
      repacked({ 'history.json': strToU8('[1,]') }),
      /^p\.bpstudio: history\.json is not valid JSON \(.+\)\. Correct the file at that place\.$/,
    ],
  ])('%s', (_name, bytes, sentence) => {
    expect(() => unpackProject(bytes, 'p.bpstudio')).toThrow(sentence)
  })

  test('one that says it unpacks to more than 1 GiB is not unpacked', () => {
    const bytes = zipSync({ 'project.json': strToU8('{}'), 'data/a.csv': new Uint8Array(1000) })
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    // The unpacked size stands 24 bytes into each entry of the central directory, which starts with PK 1 2.
    for (let at = 0; at + 4 <= bytes.length; at++)
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 700 * 1024 * 1024, true)
    expect(() => unpackProject(bytes, 'p.bpstudio')).toThrow(
      'p.bpstudio is not a Backprop Studio project (it unpacks to more than 1 GiB). Open a file that ends in .bpstudio.',
    )
  })
})

test('every truncation is refused with a sentence of ours', () => {
  for (let length = 0; length < packed.length; length += 7)
    expect(() => unpackProject(packed.slice(0, length), 'p')).toThrow(/^p is not a Backprop Studio project \(/)
})

test('a changed byte anywhere in the file is noticed, or changes nothing', () => {
  const silent: number[] = []
  for (let at = 0; at < packed.length; at++) {
    const bytes = packed.slice()
    bytes[at] = (bytes[at] ?? 0) ^ 0x10
    try {
      expect(unpackProject(bytes, 'p')).toEqual(content)
    } catch (thrown) {
      if (!(thrown instanceof AppError)) silent.push(at)
    }
  }
  expect(silent).toEqual([])
})
