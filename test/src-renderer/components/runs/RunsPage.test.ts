import { AppError } from '@shared/errors'
import { type RunRecord, type TrainingService } from '@shared/protocol/training-service'
import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import {
  lineOf,
  lossPoints,
  metricInWords,
  miniCurve,
  runSeries,
  startedInWords,
} from '../../../../src-renderer/components/runs/run-figures'
import RunsPage from '../../../../src-renderer/components/runs/RunsPage.vue'
import { useConnectionStore } from '../../../../src-renderer/stores/connection'
import { useDocumentStore } from '../../../../src-renderer/stores/document'
import { fakeServices, smallDocument } from '../../helpers/fake-host'

const record = (number: number, changes: Partial<RunRecord> = {}): RunRecord => ({
  id: `run-${number}`,
  number,
  startedAt: '2026-01-02T03:04:05.000Z',
  status: 'finished',
  epoch: 2,
  step: 20,
  bestEpoch: 1,
  seconds: 0.5,
  summary: '2-3-2, Adam 0.01, batch 16, seed 1',
  kernel: 'float64',
  threads: 1,
  reports: [1, 2].map((epoch) => ({
    epoch,
    step: epoch * 10,
    trainLoss: 1 / epoch,
    validationLoss: 2 / epoch,
    metrics: { training: { accuracy: 0.5 }, validation: { accuracy: 0.75 } },
  })),
  edits: [],
  ...changes,
})

function shown(fake: Partial<TrainingService>) {
  useConnectionStore().opened(fakeServices({ training: fake }))
  return mount(RunsPage)
}

describe('run figures', () => {
  it('give every run a line of its own', () => {
    const lines = Array.from({ length: 10 }, (_, index) => JSON.stringify(lineOf(index + 1)))
    expect(new Set(lines).size).toBe(10)
    expect(runSeries([record(1), record(2)], 'training').map(({ label, dashed }) => [label, dashed])).toEqual([
      ['run 1', false],
      ['run 2', true],
    ])
  })

  it('take the losses of one part', () => {
    const { reports } = record(1)
    expect(lossPoints(reports, 'validation')).toEqual([
      { x: 1, y: 2 },
      { x: 2, y: 1 },
    ])
    expect(lossPoints(reports.map((report) => ({ ...report, validationLoss: null })), 'validation')).toEqual([]) // prettier-ignore
    expect(miniCurve(reports, 10, 10)).toBe('M0.0 0.0L10.0 10.0')
    expect(miniCurve(reports.slice(1), 10, 10)).toBe('')
  })

  it('are said in words', () => {
    expect(metricInWords(record(1).reports[0] ?? null)).toBe('75.0 %')
    expect(metricInWords(null)).toBe('–')
    const now = new Date(2026, 0, 2, 12)
    expect(startedInWords(new Date(2026, 0, 2, 3, 4, 5).toISOString(), now)).toBe('03:04:05')
    expect(startedInWords(new Date(2025, 11, 31, 23, 59).toISOString(), now)).toBe('2025-12-31 23:59')
    expect(startedInWords('never', now)).toBe('–')
  })
})

describe('RunsPage', () => {
  beforeEach(() => {
    setActivePinia(createPinia())
    useDocumentStore().replace({ document: smallDocument(), path: null })
  })

  it('lists the runs, the latest first, and compares those that are chosen', async () => {
    const page = shown({ runs: async () => [record(1), record(2, { status: 'failed' })] })
    await vi.waitFor(() => expect(page.findAll('tbody tr').length).toBe(2))
    expect(page.findAll('tbody th').map((number) => number.text())).toEqual(['2', '1'])
    expect(page.findAll('.status').map((status) => status.text())).toEqual(['failed', 'finished'])
    expect(page.get('canvas').attributes('aria-label')).toBe('validation loss over epochs of run 2, run 1')
    await page.get('input[aria-label="Show run 2 in the chart"]').setValue(false)
    expect(page.get('canvas').attributes('aria-label')).toBe('validation loss over epochs of run 1')
  })

  it('tells in full what a run was made with', async () => {
    const old = record(3, { kernel: null, threads: null })
    const page = shown({ runs: async () => [record(1), record(2, { kernel: 'float32 fused', threads: 2 }), old] })
    await vi.waitFor(() => expect(page.findAll('tbody tr').length).toBe(3))
    expect(page.findAll('td.summary').map((summary) => summary.attributes('title'))).toEqual([
      '2-3-2, Adam 0.01, batch 16, seed 1',
      '2-3-2, Adam 0.01, batch 16, seed 1\nComputed with float32 fused, 2 threads',
      '2-3-2, Adam 0.01, batch 16, seed 1\nComputed with float64, 1 thread',
    ])
  })

  it('says that a run appears when Train is pressed', async () => {
    const page = shown({ runs: async () => [] })
    await vi.waitFor(() => expect(page.text()).toContain('A run appears here when Train or Step is pressed'))
    expect(page.get('button').text()).toBe('Start training')
  })

  it('shows the sentence of a failure', async () => {
    const error = AppError.of('unexpected', { reason: 'the list is gone' })
    const page = shown({ runs: () => Promise.reject(error) })
    await vi.waitFor(() => expect(page.get('[role=alert]').text()).toBe(error.message))
  })
})
