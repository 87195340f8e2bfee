import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { KeptTables } from '../../../../src-main/services/dataset/kept-tables'
import { TableStore } from '../../../../src-main/services/dataset/table-store'
import { nodeFiles } from '../../../../src-main/services/files/node-files'
import { Examples } from '../../../../src-main/services/project/examples'
import { Lessons } from '../../../../src-main/services/project/lessons'
import { ProjectFiles } from '../../../../src-main/services/project/project-files'
import { projectService } from '../../../../src-main/services/project/project-service'
import { RecentProjects } from '../../../../src-main/services/project/recent-projects'
import { TrainingSession } from '../../../../src-main/services/training/session'
import { documentAt, inRepository } from '../../../helpers/documents'
import { HandClock } from '../../../helpers/hand-clock'
import { MemoryFiles } from '../../../helpers/memory-files'

/** XOR after three epochs of Adam, written by the program when its documents had format 1. */
const bytes = readFileSync(inRepository('test/fixtures/projects/format-1-xor-trained.bpstudio'))

test('a trained project of format 1 opens with its weights and its history, and trains on', async () => {
  const files = new MemoryFiles()
  const tables = new TableStore()
  const clock = new HandClock()
  const session = new TrainingSession(tables, { clock })
  const service = projectService({
    files,
    tables,
    kept: new KeptTables(files, '/settings'),
    projects: new ProjectFiles(files, tables, session),
    examples: new Examples(nodeFiles, inRepository('resources')),
    lessons: new Lessons(nodeFiles, inRepository('resources')),
    recent: new RecentProjects(files, '/settings'),
  })
  const { document } = await service.openBytes({ name: 'xor.bpstudio', bytes })
  expect(document).toEqual(documentAt('resources/examples/xor.json'))
  const [record, ...others] = session.records()
  expect(others).toEqual([])
  expect(record?.reports.map(({ epoch, trainLoss }) => [epoch, trainLoss])).toEqual([
    [1, 0.23912807892769877],
    [2, 0.23428429385572663],
    [3, 0.22964584132423072],
  ])
  session.step(document, 'epoch')
  clock.finish()
  expect(session.records()[0]?.epoch).toBe(4)
  // The optimizer went on from where it was: another start would give 0.2391 again.
  expect(session.records()[0]?.reports.at(-1)?.trainLoss).toBeCloseTo(0.22502217480586623, 12)
})
