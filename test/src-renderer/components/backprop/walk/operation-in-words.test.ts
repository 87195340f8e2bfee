import { denseLayer, newLayer } from '@shared/document/defaults'
import { type ProjectDocument } from '@shared/document/schema'
import { type Operation } from '@shared/inspection/step-debugger'
import { describe, expect, it } from 'vitest'
import { inspectionService } from '../../../../../src-main/services/training/inspection/inspection-service'
import { hitInWords } from '../../../../../src-renderer/components/backprop/walk/breakpoint-in-words'
import {
  operationNumbers,
  operationTitle,
} from '../../../../../src-renderer/components/backprop/walk/operation-in-words'
import { unitNames } from '../../../../../src-renderer/components/backprop/unit-names'
import { inlineDocument } from '../../../../helpers/documents'
import { randomDocument } from '../../../../helpers/random-networks'
import { benchOf } from '../../../../helpers/training-bench'

/** What is said of every operation of the first update, in order. */
async function sentencesOf(document: ProjectDocument): Promise<{ operation: Operation; text: string }[]> {
  const inspection = inspectionService(benchOf(document).session)
  const { operations } = await inspection.openDebugger({ breakpoints: [] })
  const trace = await inspection.traceBatch({ batch: { kind: 'debugger' } })
  const names = unitNames(trace)
  const sentences: { operation: Operation; text: string }[] = []
  for (let position = 1; position < operations; position++) {
    const { last, rows } = await inspection.moveTo({ position })
    if (!last) continue
    const numbers = operationNumbers(last, { trace, names })
    const text = `${operationTitle(last.operation, rows, names)}: ${numbers.map((piece) => piece.text).join('')}`
    sentences.push({ operation: last.operation, text })
  }
  return sentences
}

const wide = inlineDocument({
  features: [Array.from({ length: 12 }, () => 0.5)],
  targets: [[1, 0]],
  layers: [
    denseLayer('first', 'First', { units: 2, bias: 'shared' }),
    newLayer('layer-normalization', 'norm', 'Norm'),
    denseLayer('output', 'Output', { units: 2, activation: 'softmax' }),
  ],
  training: { loss: 'categorical-cross-entropy', batchSize: 1 },
})

describe('what an operation computed', () => {
  it('is said in words for every kind of operation', async () => {
    const sentences = await sentencesOf(wide)
    const starts = (text: string): string => sentences.find((each) => each.text.startsWith(text))?.text ?? ''
    expect(starts('z of h1 of First, sample 0')).toContain(' + … 6 more … + ')
    expect(starts('a of h1 of Norm')).toMatch(/ · .* \+ 0 = /)
    expect(starts('a of y1, sample 0')).toContain('softmax of all z, this one ')
    expect(starts('loss of sample 0')).toContain('categorical-cross-entropy = ')
    expect(starts('∂C/∂a of y1')).toContain('derivative of the loss = ')
    expect(starts('δ of y1')).toContain('loss and activation together, from a and the target = ')
    expect(starts('gradients of h1 of First, mean of 1 sample')).toContain('from x1 ')
    expect(starts('gradients of h1 of First, mean of 1 sample')).toContain(' and 6 more')
    expect(starts('gradients of the bias that First shares')).toContain('bias ')
    expect(starts('gradients of h1 of Norm')).toMatch(/γ .*, β /)
    expect(starts('update of y2')).toMatch(/from h1 .* → .*, from h2 .* → .*, bias 0 → /)
  })

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('has a sentence with numbers in network %d', async (seed) => {
    const sentences = await sentencesOf(randomDocument(seed))
    expect(sentences.length).toBeGreaterThan(10)
    for (const { text, operation } of sentences) expect(text, JSON.stringify(operation)).toMatch(/^[^:]+: .*\d/)
    expect(sentences.filter(({ text }) => /undefined|NaN/.test(text))).toEqual([])
  })
})

it('each breakpoint says what was met', () => {
  const operation = { phase: 'update', what: 'update', layer: 'output', sample: null, unit: 0 } as const
  const names = { layer: (id: string) => id, unit: (_: string, unit: number) => `o${unit + 1}`, short: () => '' }
  const last = { operation, value: null, terms: [], values: [0.3, -0.1], before: [0.2, 0.1] }
  const context = {
    breakpoints: [{ kind: 'sign-change', layer: null }, { kind: 'loss-rises' }, { kind: 'not-finite' }],
    rows: [7],
    names,
    trace: null,
    last,
  } as const
  const hit = { operation, value: -0.1, reference: 0.1 }
  const loss = { phase: 'loss', what: 'loss', layer: 'output', sample: 0, unit: null } as const
  expect([
    hitInWords({ ...hit, breakpoint: 0 }, context),
    hitInWords({ breakpoint: 1, operation: loss, value: 0.5, reference: 0.25 }, context),
    hitInWords({ breakpoint: 2, operation: loss, value: Number.POSITIVE_INFINITY, reference: null }, context),
    hitInWords({ ...hit, breakpoint: 9 }, context),
  ]).toEqual([
    'A weight changes sign: update of o1, bias 0.1 → −0.1.',
    'The loss rises: 0.5 after 0.25, at the loss of sample 7.',
    'A number is not finite: loss of sample 7 gives ∞.',
    'A breakpoint was met: update of o1, −0.1.',
  ])
})
